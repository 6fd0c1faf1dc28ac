using System.Collections.Immutable;
using System.Text.Json.Serialization;
using StackKit.Routing;

namespace StackKit.Deploy;

/// <summary>Something that happened to a rollout. The events are the audit trail, and the state is their sum.</summary>
/// <remarks>Append-only: an event is never changed or removed while its rollout is kept.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Created), "created")]
[JsonDerivedType(typeof(PhaseChanged), "phase-changed")]
[JsonDerivedType(typeof(StepChanged), "step-changed")]
[JsonDerivedType(typeof(RollbackChanged), "rollback-changed")]
[JsonDerivedType(typeof(RoutingChanged), "routing-changed")]
[JsonDerivedType(typeof(Paused), "paused")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(OperationStarted), "operation-started")]
[JsonDerivedType(typeof(OperationFinished), "operation-finished")]
[JsonDerivedType(typeof(InstanceMoved), "instance-moved")]
[JsonDerivedType(typeof(GateAnswered), "gate-answered")]
[JsonDerivedType(typeof(Noted), "noted")]
[JsonDerivedType(typeof(Adopted), "adopted")]
public abstract record RolloutEvent
{
    private RolloutEvent()
    {
    }

    /// <summary>Gets the position in the rollout's log, from 1, without gaps.</summary>
    public long Sequence { get; init; }

    /// <summary>Gets when it was recorded, in UTC; for display only.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Gets who caused it; <c>stackkit</c> when the control loop did.</summary>
    public string Actor { get; init; } = "stackkit";

    /// <summary>Gets why; null means nothing was said.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the command that it answers; null when no command asked for it.</summary>
    public string? CommandId { get; init; }

    /// <summary>Says in a sentence what happened.</summary>
    /// <param name="rollout">The rollout that it happened to.</param>
    /// <returns>The sentence, in English.</returns>
    public string ToText(Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);

        return RolloutNarrator.Describe(rollout, this);
    }

    /// <summary>The rollout was stored.</summary>
    public sealed record Created : RolloutEvent
    {
        /// <summary>Gets what was asked for.</summary>
        public required Rollout Rollout { get; init; }

        /// <summary>Gets the instances that were there.</summary>
        public required ImmutableArray<RolloutInstance> Instances { get; init; }

        /// <summary>Gets the generation of the routing that was in force.</summary>
        public required long Generation { get; init; }
    }

    /// <summary>The rollout went from one phase to another.</summary>
    public sealed record PhaseChanged : RolloutEvent
    {
        /// <summary>Gets the phase it left.</summary>
        public required RolloutPhase From { get; init; }

        /// <summary>Gets the phase it is in now.</summary>
        public required RolloutPhase To { get; init; }

        /// <summary>Gets what made it change.</summary>
        public required RolloutTrigger Trigger { get; init; }

        /// <summary>Gets the terminal phase that undoing leads to; null unless it begins.</summary>
        public RolloutPhase? RollbackOutcome { get; init; }

        /// <summary>Gets the decision; null when the change followed by itself.</summary>
        public RolloutReason? Decision { get; init; }
    }

    /// <summary>The current step moved on.</summary>
    public sealed record StepChanged : RolloutEvent
    {
        /// <summary>Gets the step, from 0.</summary>
        public required int Step { get; init; }

        /// <summary>Gets how often it was begun, from 0.</summary>
        public required int Attempt { get; init; }

        /// <summary>Gets where it stands now.</summary>
        public required StepPhase StepPhase { get; init; }

        /// <summary>Gets what completed it; null when nothing was decided.</summary>
        public RolloutReason? Decision { get; init; }
    }

    /// <summary>Undoing moved on.</summary>
    public sealed record RollbackChanged : RolloutEvent
    {
        /// <summary>Gets where it stands now.</summary>
        public required RollbackPhase RollbackPhase { get; init; }
    }

    /// <summary>New routing was written for every router.</summary>
    public sealed record RoutingChanged : RolloutEvent
    {
        /// <summary>Gets its generation.</summary>
        public required long Generation { get; init; }

        /// <summary>Gets the candidate's share, 0 to 1.</summary>
        public required double CandidateWeight { get; init; }

        /// <summary>Gets the rules in force.</summary>
        public required ImmutableArray<RouteRule> Rules { get; init; }
    }

    /// <summary>A reason to wait was added.</summary>
    public sealed record Paused : RolloutEvent
    {
        /// <summary>Gets the reason.</summary>
        public required PauseReason Pause { get; init; }

        /// <summary>Gets the decision behind it; null when a person asked.</summary>
        public RolloutReason? Decision { get; init; }
    }

    /// <summary>A reason to wait went away.</summary>
    public sealed record Resumed : RolloutEvent
    {
        /// <summary>Gets the reason.</summary>
        public required PauseReason Pause { get; init; }
    }

    /// <summary>The intent of an operation, journalled before it is tried.</summary>
    public sealed record OperationStarted : RolloutEvent
    {
        /// <summary>Gets the operation.</summary>
        public required RolloutOperation Operation { get; init; }
    }

    /// <summary>The result of an operation.</summary>
    public sealed record OperationFinished : RolloutEvent
    {
        /// <summary>Gets the key of the operation.</summary>
        public required string Key { get; init; }

        /// <summary>Gets how it ended.</summary>
        public required OperationStatus Status { get; init; }

        /// <summary>Gets the instance as it is now; null when the operation is about none, or failed.</summary>
        public TargetInstance? Instance { get; init; }

        /// <summary>Gets what came out; null means nothing.</summary>
        public string? Detail { get; init; }
    }

    /// <summary>An instance was put into, or taken out of, its pool.</summary>
    public sealed record InstanceMoved : RolloutEvent
    {
        /// <summary>Gets the id of the instance.</summary>
        public required string InstanceId { get; init; }

        /// <summary>Gets where it is now.</summary>
        public required InstanceStage Stage { get; init; }
    }

    /// <summary>A gate was answered.</summary>
    public sealed record GateAnswered : RolloutEvent
    {
        /// <summary>Gets the answer.</summary>
        public required GateAnswer Answer { get; init; }
    }

    /// <summary>The store had lost what it knew, and a person had the last known state written again. Events before it may be missing.</summary>
    public sealed record Adopted : RolloutEvent
    {
        /// <summary>Gets the state that was written; its own number is the one before this event.</summary>
        public required RolloutState State { get; init; }
    }

    /// <summary>Something worth keeping that changed nothing: a refused or repeated command, a notice.</summary>
    public sealed record Noted : RolloutEvent
    {
        /// <summary>Gets a short word for programs.</summary>
        public required string Code { get; init; }

        /// <summary>Gets a sentence for people.</summary>
        public required string Text { get; init; }

        /// <summary>Gets a value indicating whether a command was refused.</summary>
        public bool Refused { get; init; }
    }
}
