using Microsoft.Extensions.Options;

namespace StackKit.Coordination.Sqlite;

/// <summary>Says what is wrong with the options, and what to write instead.</summary>
internal sealed class SqliteStoreOptionsValidator : IValidateOptions<SqliteStoreOptions>
{
    private const string Section = "StackKit:Coordination:Sqlite";

    public ValidateOptionsResult Validate(string? name, SqliteStoreOptions options)
    {
        List<string> failures = Find(options);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>Lists what is wrong.</summary>
    public static List<string> Find(SqliteStoreOptions options)
    {
        List<string> failures = [];
        CheckPath(failures, options.Path);
        CheckTime(failures, nameof(options.BusyTimeout), options.BusyTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        CheckTime(failures, nameof(options.PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
        CheckTime(failures, nameof(options.IdleInterval), options.IdleInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        if (options.HistoryCommits is < 1 or > 1_000_000)
        {
            failures.Add(FormattableString.Invariant($"{Section}:HistoryCommits ({options.HistoryCommits}) must be from 1 to 1000000."));
        }

        return failures;
    }

    private static void CheckPath(List<string> failures, string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            failures.Add($"{Section}:Path is missing; write the file that keeps the state, such as /var/lib/shop/stackkit.db.");
        }
        else if (path.Contains('\0', StringComparison.Ordinal) || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || path == ":memory:")
        {
            failures.Add($"{Section}:Path must be the path of a file, such as /var/lib/shop/stackkit.db; for state in memory call AddInMemoryStore() instead.");
        }
        else if (Path.EndsInDirectorySeparator(path))
        {
            failures.Add($"{Section}:Path ('{path}') is a folder; write the file in it, such as '{path}stackkit.db'.");
        }
    }

    private static void CheckTime(List<string> failures, string field, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            failures.Add($"{Section}:{field} ({value}) must be from {least} to {most}.");
        }
    }
}
