using System.Collections.Immutable;
using StackKit.Routing;

namespace StackKit.Deploy.Control;

/// <summary>Collects the events of one decision; the state is always the one after the last of them.</summary>
internal sealed class Decision(RolloutState state, RolloutObservation observation, DateTimeOffset now)
{
    private readonly List<RolloutEvent> _events = [];
    private readonly List<CommandAnswer> _answers = [];

    public RolloutState State { get; private set; } = state;

    public RolloutObservation Observation { get; } = observation;

    public RolloutPlan Plan => State.Rollout.Plan;

    public RolloutTimers Timers => Observation.Timers;

    public IReadOnlyList<RolloutEvent> Events => _events;

    /// <summary>Gets the answers to the commands that were taken.</summary>
    public IReadOnlyList<CommandAnswer> Answers => _answers;

    public bool Any => _events.Count > 0 || _answers.Count > 0;

    /// <summary>Gets a value indicating whether every live router has the routing last written.</summary>
    public bool Converged => Observation.HasConverged(State.Generation);

    public IEnumerable<RolloutInstance> Stables => State.Instances.Where(i => i.Target.Version == State.Rollout.Stable && i.Stage != InstanceStage.Retired);

    public IEnumerable<RolloutInstance> Candidates => State.Instances.Where(i => i.Target.Version == State.Rollout.Candidate && i.Stage != InstanceStage.Retired);

    public void Emit(RolloutEvent next)
    {
        RolloutEvent numbered = next with { Sequence = State.Sequence + 1, Time = now };
        _events.Add(numbered);
        State = RolloutReducer.Apply(State, numbered);
    }

    public void Fire(RolloutTrigger trigger) => Fire(trigger, null, null);

    public void Fire(RolloutTrigger trigger, RolloutReason? reason) => Fire(trigger, reason, null);

    /// <summary>Goes to the phase that the table lists.</summary>
    /// <exception cref="RolloutTransitionException">It lists none.</exception>
    public void Fire(RolloutTrigger trigger, RolloutReason? reason, RolloutCommand? command)
    {
        RolloutPhase next = RolloutTransitions.Next(State.Phase, trigger);
        RolloutPhase? outcome = null;
        if (trigger == RolloutTrigger.RollbackCompleted)
        {
            next = State.RollbackOutcome ?? RolloutPhase.RolledBack;
        }
        else if (trigger is RolloutTrigger.Resume or RolloutTrigger.PromoteNext && State.HeldFrom is RolloutPhase held)
        {
            next = held;
        }
        else if (next == RolloutPhase.RollingBack)
        {
            outcome = OutcomeOf(trigger);
        }

        Emit(new RolloutEvent.PhaseChanged
        {
            From = State.Phase,
            To = next,
            Trigger = trigger,
            RollbackOutcome = outcome,
            Decision = reason,
            Actor = command?.Actor ?? "stackkit",
            Reason = command?.Reason,
            CommandId = command?.Id,
        });
    }

    /// <summary>Writes routing with another weight.</summary>
    public void Route(double candidateWeight) => Route(candidateWeight, State.Rules);

    /// <summary>Writes routing.</summary>
    public void Route(double candidateWeight, ImmutableArray<RouteRule> rules) =>
        Emit(new RolloutEvent.RoutingChanged { Generation = State.Generation + 1, CandidateWeight = candidateWeight, Rules = rules });

    public void Move(RolloutInstance instance, InstanceStage stage) =>
        Emit(new RolloutEvent.InstanceMoved { InstanceId = instance.Target.Id, Stage = stage });

    /// <summary>Moves several instances.</summary>
    /// <returns>False when there were none: then no routing has to be written for them.</returns>
    public bool MoveAll(IEnumerable<RolloutInstance> instances, InstanceStage stage)
    {
        RolloutInstance[] moving = [.. instances];
        foreach (RolloutInstance instance in moving)
        {
            Move(instance, stage);
        }

        return moving.Length > 0;
    }

    public void MoveStep(StepPhase phase) => MoveStep(phase, null);

    public void MoveStep(StepPhase phase, RolloutReason? reason) =>
        Emit(new RolloutEvent.StepChanged { Step = State.Step, Attempt = State.StepAttempt, StepPhase = phase, Decision = reason });

    public RolloutOperation? Find(string name) => State.Operations.FirstOrDefault(o => o.Key == KeyOf(name));

    /// <summary>Journals the intent of an operation, unless that was done before.</summary>
    /// <returns>The operation as it stands.</returns>
    public RolloutOperation Begin(string name, OperationKind kind, string version, string? subject, int ordinal)
    {
        if (Find(name) is RolloutOperation known)
        {
            return known;
        }

        RolloutOperation operation = new() { Key = KeyOf(name), Kind = kind, Version = version, Subject = subject, Ordinal = ordinal };
        Emit(new RolloutEvent.OperationStarted { Operation = operation });
        return operation;
    }

    public void Accept(RolloutCommand command) => Accept(command, null);

    /// <summary>Answers that a command was done, and how.</summary>
    public void Accept(RolloutCommand command, string? text) => _answers.Add(new CommandAnswer(command.Id, State.Rollout.Id, null) { Text = text });

    public void Refuse(RolloutCommand command, string why)
    {
        Emit(new RolloutEvent.Noted { Code = "CommandRefused", Text = $"{command.Kind} was refused: {why}", Refused = true, Actor = command.Actor, Reason = command.Reason, CommandId = command.Id });
        _answers.Add(new CommandAnswer(command.Id, State.Rollout.Id, why));
    }

    // The same name in the same phase of the same rollout is the same operation, whoever asks and however often.
    private string KeyOf(string name) => $"{State.Rollout.Id}/{name}";

    private RolloutPhase OutcomeOf(RolloutTrigger trigger) => trigger switch
    {
        RolloutTrigger.NewRevision => RolloutPhase.Superseded,
        RolloutTrigger.Retry or RolloutTrigger.Abort when State.RollbackOutcome is RolloutPhase before => before,
        RolloutTrigger.TargetFailed or RolloutTrigger.VerificationFailed or RolloutTrigger.DeadlineExceeded when State.Phase is RolloutPhase.Preparing or RolloutPhase.Verifying => RolloutPhase.Failed,
        _ => RolloutPhase.RolledBack,
    };
}
