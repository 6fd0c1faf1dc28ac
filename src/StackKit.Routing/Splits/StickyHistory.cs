namespace StackKit.Routing;

/// <summary>The weights that a sticky split had before those it has now: with them every node assigns the same keys to the same versions.</summary>
/// <remarks>
/// <para>
/// With two versions the assignment follows from the weights alone, and there is no need for a history. With three or more no assignment that knows
/// only the present weights can move as few keys as possible at every change, so it follows from the weights in their order: each change moves the keys that it
/// must and no others. A router continues its own history; a node that joins later, or another process, is given the one of <see cref="Router.Split"/>.
/// </para>
/// <para>Immutable. It is validated when it is given to a <see cref="Router"/> as <see cref="Split.History"/>.</para>
/// </remarks>
public sealed record StickyHistory
{
    private const int MaxSteps = 64;
    private const int KeptSteps = 32;

    /// <summary>Gets the history of a split that had no weights before.</summary>
    public static StickyHistory Empty { get; } = new();

    /// <summary>Gets the assignment that the first of <see cref="Steps"/> changed, as the 65,536 slots in their order.</summary>
    /// <value>The default is empty: the first weights were assigned to a split without keys.</value>
    public IReadOnlyList<StickyRun> Base { get; init; } = [];

    /// <summary>Gets the weights in the order in which they were in force.</summary>
    /// <value>At most 1,024. The default is empty.</value>
    public IReadOnlyList<IReadOnlyList<Arm>> Steps { get; init; } = [];

    /// <summary>Adds the weights that were in force.</summary>
    /// <param name="arms">The versions and their weights.</param>
    /// <returns>The longer history.</returns>
    public StickyHistory Append(IReadOnlyList<Arm> arms)
    {
        ArgumentNullException.ThrowIfNull(arms);

        return this with { Steps = [.. Steps, arms] };
    }

    /// <summary>Replaces all steps by the assignment they led to. Every key keeps its version, on every node, but the weights before can no longer be restored.</summary>
    /// <returns>A history without steps; the same one when there is nothing to replace.</returns>
    /// <exception cref="RoutingConfigurationException">The history is not valid.</exception>
    public StickyHistory Compact()
    {
        StickyHistoryValidator.Validate(this);
        return StickyLayout.Replay(this) is { } layout && Steps.Count > 0 ? new StickyHistory { Base = layout.ToRuns() } : this;
    }

    /// <summary>Gets the history of the weights that follow those of a split.</summary>
    internal static StickyHistory Continue(Split? previous, Split next)
    {
        if (previous is not { Mode: SplitMode.Sticky, History: { } history } || previous.Salt != next.Salt)
        {
            return Empty;
        }

        StickyHistory full = history.Append(previous.Arms);
        if (!StickyLayout.NeedsHistory(full, next.Arms))
        {
            return Empty;
        }

        // Weights that were in force before restore exactly the keys of that time: that is a rollback.
        for (int i = full.Steps.Count - 1; i >= 0; i--)
        {
            if (StickyLayout.AreEqual(full.Steps[i], next.Arms))
            {
                return full with { Steps = [.. full.Steps.Take(i)] };
            }
        }

        return full.Steps.Count <= MaxSteps ? full : full.CompactAllBut(KeptSteps);
    }

    private StickyHistory CompactAllBut(int kept)
    {
        StickyHistory early = this with { Steps = [.. Steps.SkipLast(kept)] };
        return new StickyHistory { Base = early.Compact().Base, Steps = [.. Steps.TakeLast(kept)] };
    }
}
