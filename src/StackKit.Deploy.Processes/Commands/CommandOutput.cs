namespace StackKit.Deploy.Processes.Commands;

/// <summary>Reads what a command answers: words such as <c>id=shop-1</c>, <c>version=2</c>, <c>address=http://10.0.0.1:5000/</c> and <c>ready=true</c>.</summary>
internal static class CommandOutput
{
    /// <summary>Reads a list: one instance a line.</summary>
    /// <exception cref="ProcessFailedException">It is none.</exception>
    public static IReadOnlyList<TargetInstance> ReadList(string output)
    {
        List<TargetInstance> instances = [];
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Dictionary<string, string> words = ReadWords(line);
            instances.Add(ToInstance(words, Required(words, "id"), Required(words, "version"), null));
        }

        return instances.DistinctBy(i => i.Id, StringComparer.Ordinal).Count() == instances.Count ? instances : throw Wrong("lists an instance twice");
    }

    /// <summary>Reads the instance that an operation made.</summary>
    /// <exception cref="ProcessFailedException">It is not about one.</exception>
    public static TargetInstance ReadInstance(string output, string version, TargetInstance? before)
    {
        Dictionary<string, string> words = ReadWords(output);
        string id = before is null ? Required(words, "id") : words.GetValueOrDefault("id", before.Id);
        if (before is not null && id != before.Id)
        {
            throw Wrong("changes the id of the instance");
        }

        return words.GetValueOrDefault("version", version) == version ? ToInstance(words, id, version, before?.Address) : throw Wrong("is about another version than the one that was asked for");
    }

    private static Dictionary<string, string> ReadWords(string text)
    {
        Dictionary<string, string> words = new(StringComparer.Ordinal);
        foreach (string word in text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            string name = equals > 0 ? word[..equals] : "";
            if (name is not ("id" or "version" or "address" or "ready"))
            {
                throw Wrong("holds something else than id=, version=, address= and ready=; other messages belong to the standard error");
            }

            if (!words.TryAdd(name, word[(equals + 1)..]))
            {
                throw Wrong($"holds {name}= twice");
            }
        }

        return words;
    }

    private static TargetInstance ToInstance(Dictionary<string, string> words, string id, string version, string? address)
    {
        string? where = words.GetValueOrDefault("address", address!);
        if (where is not null && !(Uri.TryCreate(where, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0))
        {
            throw Wrong("holds an address that is no absolute http or https address");
        }

        if (!ProcessNames.IsValidInstance(id) || !ProcessNames.IsValid(version))
        {
            throw Wrong("holds an id or a version that is not made of letters, digits, dots, dashes and underscores");
        }

        string ready = words.GetValueOrDefault("ready", "true");
        return ready is "true" or "false"
            ? new TargetInstance { Id = id, Version = version, Address = where, Ready = ready == "true" }
            : throw Wrong("holds ready= with something else than true or false");
    }

    private static string Required(Dictionary<string, string> words, string name) => words.GetValueOrDefault(name) ?? throw Wrong($"holds no {name}=");

    private static ProcessFailedException Wrong(string what) => new($"What the command wrote {what}.");
}
