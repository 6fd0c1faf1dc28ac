using System.Globalization;
using StackKit.Cli.Api;

namespace StackKit.Cli.Following;

/// <summary>What <c>wait --for</c> waits for.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="IsMet">Whether a moment of the rollout is what was waited for.</param>
internal sealed record WaitGoal(string Text, Func<Tick, bool> IsMet)
{
    public const string Default = "promoted";

    public const string Words = "promoted, rolled-back, ended, phase:<Phase>, step:<n> or gate:<name>";

    public static WaitGoal Parse(string text)
    {
        (string word, string value) = text.Split(':', 2) is [string left, string right] ? (left, right) : (text, "");
        return (word, value) switch
        {
            ("promoted", "") => new WaitGoal(text, static t => t.View.Phase == "Succeeded"),
            ("rolled-back", "") => new WaitGoal(text, static t => t.View.Phase == "RolledBack"),
            ("ended", "") => new WaitGoal(text, static t => t.View.IsTerminal),
            ("phase", { Length: > 0 }) when value.All(char.IsAsciiLetter) => new WaitGoal(text, t => Is(t.View.Phase, value) || t.Events.Any(e => Is(e.TextOf("to"), value))),
            ("step", _) when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int step) && step >= 1 => new WaitGoal(text, t => t.View.Step >= step || t.View.Phase == "Succeeded" || t.Events.Any(e => e.Kind == "step-changed" && e.NumberOf("step") >= step)),
            ("gate", { Length: > 0 }) => new WaitGoal(text, t => Is(t.View.Gate, value)),
            _ => throw CliException.BadInput($"--for must be {Words}."),
        };
    }

    /// <summary>Says what a person has to do before the rollout can go on; null when it goes on by itself.</summary>
    public static string? FindHold(RolloutView view)
    {
        if (view.Gate is string gate)
        {
            return $"it waits for the gate {gate}";
        }

        string[] people = [.. (view.Pauses ?? []).Select(static p => p.Reason ?? "").Where(static r => r.Length > 0 && r != "DependencyDown")];
        return people.Length > 0 ? $"it is paused ({string.Join(", ", people)})"
            : view.Phase == "Held" ? "it is held"
            : null;
    }

    private static bool Is(string? one, string two) => string.Equals(one, two, StringComparison.OrdinalIgnoreCase);
}
