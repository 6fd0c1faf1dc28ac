using System.Globalization;

namespace StackKit.Routing;

/// <summary>Refuses histories that no router can have written, and takes a copy that the caller can no longer change.</summary>
internal static class StickyHistoryValidator
{
    private const int MaxSteps = 1_024;

    /// <summary>Validates a history.</summary>
    /// <returns>An equal history whose lists are copies.</returns>
    /// <exception cref="RoutingConfigurationException">A field is refused.</exception>
    public static StickyHistory Validate(StickyHistory history)
    {
        Require.That(history.Base is not null, "History.Base", "must not be null.");
        Require.That(history.Steps is { Count: <= MaxSteps }, "History.Steps", $"must be at most {MaxSteps}, and not null: compact the history.");
        StickyRun[] runs = [.. history.Base.Take(StickyLayout.Slots + 1)];
        long sum = 0;
        for (int i = 0; i < runs.Length; i++)
        {
            Require.That(runs[i] is not null && Require.IsVisibleName(runs[i].Version), $"History.Base[{i}].Version", Require.VisibleName);
            Require.That(runs[i].Slots is >= 1 and <= StickyLayout.Slots, $"History.Base[{i}].Slots", $"must be 1 to {StickyLayout.Slots}, not {runs[i].Slots}.");
            sum += runs[i].Slots;
        }

        Require.That(runs.Length == 0 || sum == StickyLayout.Slots, "History.Base", $"must have {StickyLayout.Slots} slots in all, or be empty, not {sum}.");
        IReadOnlyList<Arm>[] steps = new IReadOnlyList<Arm>[history.Steps.Count];
        for (int i = 0; i < steps.Length; i++)
        {
            Require.That(history.Steps[i] is not null, $"History.Steps[{i}]", "must not be null.");
            Arm[] arms = [.. history.Steps[i]];
            SplitValidator.CheckArms(arms, string.Create(CultureInfo.InvariantCulture, $"History.Steps[{i}]"));
            steps[i] = Array.AsReadOnly(arms);
        }

        return new StickyHistory { Base = Array.AsReadOnly(runs), Steps = Array.AsReadOnly(steps) };
    }
}
