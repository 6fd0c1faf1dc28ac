using Microsoft.Extensions.Configuration;
using StackKit.Deploy.Analysis;
using StackKit.Routing;

namespace StackKit.Deploy;

/// <summary>Tells whether one setting alone could be read: the binder stops at the first it cannot, and does not say where it is.</summary>
internal static class SettingCheck
{
    private static readonly (string Type, string Write)[] s_types =
    [
        ("System.TimeSpan", "a time such as 00:05:00 (hours:minutes:seconds)"),
        ("System.Boolean", "true or false"),
        ("System.Int32", "a whole number"),
        ("System.Int64", "a whole number"),
        ("System.Double", "a number such as 0.05"),
        (typeof(RolloutShape).FullName!, NamesOf<RolloutShape>()),
        (typeof(SplitMode).FullName!, NamesOf<SplitMode>()),
        (typeof(RuleEffect).FullName!, NamesOf<RuleEffect>()),
        (typeof(RolloutSide).FullName!, NamesOf<RolloutSide>()),
        (typeof(AbsoluteRateCombination).FullName!, NamesOf<AbsoluteRateCombination>()),
    ];

    /// <summary>Finds what is wrong with the setting; null when it can be read.</summary>
    public static PlanProblem? Find(string path, string? value)
    {
        if (Read(path, value) is not string message)
        {
            return null;
        }

        if (!IsUnknown(message))
        {
            return Problem(path, $"({PlanNames.Show(value)}) cannot be read; write {s_types.FirstOrDefault(t => message.Contains($"'{t.Type}'", StringComparison.Ordinal)).Write ?? "a value of its type"}.");
        }

        string unknown = FindUnknown(path);
        return Problem(unknown, SettingNames.FindNearest(ConfigurationPath.GetSectionKey(unknown)) is string meant ? $"is no setting here; did you mean {meant}?" : "is no setting here; take it away or correct its name.");
    }

    // The first part of the path that is unknown: what is below it is not wrong by itself.
    private static string FindUnknown(string path)
    {
        string[] parts = path.Split(ConfigurationPath.KeyDelimiter);
        for (int length = 1; length < parts.Length; length++)
        {
            string part = string.Join(ConfigurationPath.KeyDelimiter, parts.Take(length));
            if (Read(part, null) is string message && IsUnknown(message))
            {
                return part;
            }
        }

        return path;
    }

    private static bool IsUnknown(string message) => message.Contains(nameof(BinderOptions.ErrorOnUnknownConfiguration), StringComparison.Ordinal);

    private static string? Read(string path, string? value)
    {
        try
        {
            DeployOptionsReader.Read(new ConfigurationBuilder().AddInMemoryCollection([new(path, value)]).Build(), new DeployOptions());
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    private static PlanProblem Problem(string path, string text) => new(path, $"{path} {text}", IsNote: false);

    private static string NamesOf<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>());
}
