namespace StackKit.Deploy.Control;

/// <summary>Who may approve a gate.</summary>
internal static class GateRules
{
    /// <summary>Says why somebody's approval does not count; null when it does.</summary>
    public static string? FindObjection(RolloutState state, RolloutStep.AwaitGate gate, string actor)
    {
        if (gate.SecondPerson && Same(actor, state.Rollout.Actor))
        {
            return $"the gate '{gate.Name}' needs a second person, and {actor} asked for the release.";
        }

        return state.Gates.Any(g => g.Step == state.Step && g.Approved && Same(g.Actor, actor))
            ? FormattableString.Invariant($"{actor} has approved the gate '{gate.Name}' already; it needs {gate.Approvals} different people.")
            : null;
    }

    // Directories spell the same account in more than one way.
    private static bool Same(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
}
