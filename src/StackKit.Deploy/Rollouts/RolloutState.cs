using System.Collections.Immutable;
using StackKit.Routing;

namespace StackKit.Deploy;

/// <summary>The whole state of a rollout. It is nothing but its events applied in order, see <see cref="RolloutEvent"/>.</summary>
public sealed record RolloutState
{
    /// <summary>Gets what was asked for.</summary>
    public required Rollout Rollout { get; init; }

    /// <summary>Gets the number of the last event that is part of this state, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>Gets where the rollout stands.</summary>
    public required RolloutPhase Phase { get; init; }

    /// <summary>Gets the current step, from 0; -1 before the first.</summary>
    public int Step { get; init; } = -1;

    /// <summary>Gets how often the current step was begun, from 0; a resume after a hold begins it again.</summary>
    public int StepAttempt { get; init; }

    /// <summary>Gets where the current step stands.</summary>
    public StepPhase StepPhase { get; init; }

    /// <summary>Gets where undoing stands.</summary>
    public RollbackPhase RollbackPhase { get; init; }

    /// <summary>Gets the terminal phase that undoing leads to; null when nothing is undone.</summary>
    public RolloutPhase? RollbackOutcome { get; init; }

    /// <summary>Gets the phase that a resume goes back to; null unless <see cref="RolloutPhase.Held"/>.</summary>
    public RolloutPhase? HeldFrom { get; init; }

    /// <summary>Gets the reasons why the rollout does not move on; empty means that it does.</summary>
    public ImmutableArray<RolloutPause> Pauses { get; init; } = [];

    /// <summary>Gets the share of traffic that the candidate is meant to have, 0 to 1.</summary>
    public double CandidateWeight { get; init; }

    /// <summary>Gets the routing rules in force.</summary>
    public ImmutableArray<RouteRule> Rules { get; init; } = [];

    /// <summary>Gets the generation of the routing that was in force when the rollout was created; evidence is about later ones.</summary>
    public long FromGeneration { get; init; }

    /// <summary>Gets the generation of the routing last written.</summary>
    public long Generation { get; init; }

    /// <summary>Gets the instances of both versions.</summary>
    public ImmutableArray<RolloutInstance> Instances { get; init; } = [];

    /// <summary>Gets the operations, in the order of their beginning.</summary>
    public ImmutableArray<RolloutOperation> Operations { get; init; } = [];

    /// <summary>Gets how gates were answered.</summary>
    public ImmutableArray<GateAnswer> Gates { get; init; } = [];

    /// <summary>Gets a value indicating whether a person let the current step go on although the stable version is unhealthy.</summary>
    public bool BaselineAccepted { get; init; }

    /// <summary>Gets why the rollout is where it is; null while nothing has been decided.</summary>
    public RolloutReason? Reason { get; init; }

    /// <summary>Gets the current step; null outside the steps.</summary>
    public RolloutStep? CurrentStep => Step >= 0 && Step < Rollout.Plan.Steps.Length ? Rollout.Plan.Steps[Step] : null;

    /// <summary>Gets a value indicating whether the rollout has ended.</summary>
    public bool IsTerminal => Phase is RolloutPhase.Succeeded or RolloutPhase.RolledBack or RolloutPhase.Failed or RolloutPhase.Cancelled
        or RolloutPhase.Superseded or RolloutPhase.RollbackFailed;

    /// <summary>Gets a value indicating whether the rollout waits for at least one reason.</summary>
    public bool IsPaused => !Pauses.IsEmpty;
}
