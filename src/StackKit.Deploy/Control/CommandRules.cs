namespace StackKit.Deploy.Control;

/// <summary>What people ask for. Each rule takes the commands it is about, answers them, and says whether the decision is complete.</summary>
internal static class CommandRules
{
    public static bool Abort(Decision decision)
    {
        RefuseOtherRollbacks(decision);
        RolloutCommand[] aborts = [.. decision.Observation.Commands.Where(c => c.Kind == RolloutCommandKind.Abort || (c.Kind == RolloutCommandKind.Rollback && CanUndo(decision, c)))];
        if (aborts.Length == 0)
        {
            return false;
        }

        RolloutCommand first = aborts[0];
        if (decision.State.Phase == RolloutPhase.RollingBack)
        {
            decision.Emit(new RolloutEvent.Noted { Code = "AlreadyRollingBack", Text = "Abort was asked for while the rollout was rolling back.", Actor = first.Actor, Reason = first.Reason, CommandId = first.Id });
        }
        else if (!RolloutTransitions.Allows(decision.State.Phase, RolloutTrigger.Abort))
        {
            decision.Refuse(first, Refusal(decision, RolloutTrigger.Abort));
            return true;
        }
        else
        {
            decision.Fire(RolloutTrigger.Abort, new RolloutReason { Code = first.Kind == RolloutCommandKind.Abort ? "Abort" : "Rollback", Text = $"{first.Actor} {(first.Kind == RolloutCommandKind.Abort ? "aborted the rollout" : "rolled back")}{Because(first)}." }, first);
        }

        foreach (RolloutCommand abort in aborts)
        {
            decision.Accept(abort, abort.Kind == RolloutCommandKind.Rollback ? $"{decision.State.Rollout.Stable ?? "Nothing"} gets the traffic back: rollout {decision.State.Rollout.Id} is undone." : null);
        }

        // What was asked for in the same moment has lost.
        foreach (RolloutCommand late in decision.Observation.Commands.Where(c => c.Kind is not (RolloutCommandKind.Abort or RolloutCommandKind.Start or RolloutCommandKind.Rollback)))
        {
            decision.Refuse(late, "an abort was asked for at the same time, and abort wins.");
        }

        return true;
    }

    /// <summary>Lets whoever asks for the version that is being released have the rollout under way.</summary>
    public static bool Join(Decision decision)
    {
        RolloutState state = decision.State;
        if (state.IsTerminal || state.Phase == RolloutPhase.RollingBack)
        {
            return false;
        }

        // Only those that were asked for before another version: what comes after it is a release of its own.
        RolloutCommand[] same = [.. Of(decision, RolloutCommandKind.Start).TakeWhile(s => s.Version == state.Rollout.Candidate)];
        foreach (RolloutCommand start in same)
        {
            decision.Emit(new RolloutEvent.Noted { Code = "AlreadyReleasing", Text = $"{start.Actor} asked for {start.Version}, which was being released already.", Actor = start.Actor, Reason = start.Reason, CommandId = start.Id });
            decision.Accept(start);
        }

        return same.Length > 0;
    }

    /// <summary>Gives way to a newer version: undoes while users still have the old one to go to, and lets it wait from then on.</summary>
    public static bool NewRevision(Decision decision)
    {
        RolloutCommand? start = Of(decision, RolloutCommandKind.Start).FirstOrDefault();
        if (start is null || decision.State.IsTerminal || !RolloutTransitions.Allows(decision.State.Phase, RolloutTrigger.NewRevision))
        {
            return false;
        }

        decision.Fire(RolloutTrigger.NewRevision, new RolloutReason { Code = "Superseded", Text = $"{start.Actor} asked for {start.Version} while {decision.State.Rollout.Candidate} was being released." }, start with { Id = "" });
        return true;
    }

    public static bool Pause(Decision decision)
    {
        RolloutCommand[] commands = [.. decision.Observation.Commands.Where(c => c.Kind is RolloutCommandKind.Pause or RolloutCommandKind.Resume)];
        foreach (RolloutCommand command in commands)
        {
            if (command.Kind == RolloutCommandKind.Pause)
            {
                PauseOne(decision, command);
            }
            else
            {
                Resume(decision, command);
            }
        }

        return commands.Length > 0;
    }

    public static bool MoveOn(Decision decision)
    {
        RolloutCommand[] commands = [.. decision.Observation.Commands.Where(c => c.Kind is RolloutCommandKind.PromoteNext or RolloutCommandKind.PromoteFull or RolloutCommandKind.Retry or RolloutCommandKind.Approve or RolloutCommandKind.Reject)];
        if (commands.Length == 0)
        {
            return false;
        }

        RolloutCommand command = commands[0];
        switch (command.Kind)
        {
            case RolloutCommandKind.PromoteNext:
                PromoteNext(decision, command);
                break;
            case RolloutCommandKind.PromoteFull:
                FireOrRefuse(decision, command, RolloutTrigger.PromoteFull, "PromoteFull", $"{command.Actor} promoted {decision.State.Rollout.Candidate} fully{Because(command)}.");
                break;
            case RolloutCommandKind.Retry:
                FireOrRefuse(decision, command, RolloutTrigger.Retry, "Retry", $"{command.Actor} asked to try undoing again{Because(command)}.");
                break;
            default:
                AnswerGate(decision, command);
                break;
        }

        return true;
    }

    // While it is undone there is only one way back; once the stable version is being stopped, the way back is another rollout.
    private static bool CanUndo(Decision decision, RolloutCommand rollback) =>
        !decision.State.IsTerminal && !IsElsewhere(decision, rollback)
        && (decision.State.Phase == RolloutPhase.RollingBack || RolloutTransitions.Allows(decision.State.Phase, RolloutTrigger.Abort));

    private static void RefuseOtherRollbacks(Decision decision)
    {
        foreach (RolloutCommand rollback in Of(decision, RolloutCommandKind.Rollback).Where(c => !decision.State.IsTerminal && IsElsewhere(decision, c)))
        {
            decision.Refuse(rollback, $"{decision.State.Rollout.Candidate} is being released, and the way back from it leads to {decision.State.Rollout.Stable ?? "nothing"}; abort it, then go back to {rollback.Version}.");
        }
    }

    private static bool IsElsewhere(Decision decision, RolloutCommand rollback) => rollback.Version is not null && rollback.Version != decision.State.Rollout.Stable;

    private static void PauseOne(Decision decision, RolloutCommand command)
    {
        if (decision.State.IsTerminal || decision.State.Phase is RolloutPhase.RollingBack or RolloutPhase.Retiring)
        {
            decision.Refuse(command, $"a rollout that is {decision.State.Phase} cannot be paused.");
            return;
        }

        decision.Emit(new RolloutEvent.Paused { Pause = PauseReason.Manual, Actor = command.Actor, Reason = command.Reason, CommandId = command.Id });
        decision.Accept(command);
    }

    private static void Resume(Decision decision, RolloutCommand command)
    {
        if (decision.State.Phase == RolloutPhase.Held)
        {
            RestartHeld(decision, command, RolloutTrigger.Resume);
            foreach (RolloutPause pause in decision.State.Pauses)
            {
                decision.Emit(new RolloutEvent.Resumed { Pause = pause.Reason, Actor = command.Actor, Reason = command.Reason });
            }

            decision.Accept(command);
            return;
        }

        RolloutPause[] pauses = [.. decision.State.Pauses.Where(p => p.Reason is PauseReason.Manual or PauseReason.Inconclusive)];
        if (pauses.Length == 0)
        {
            decision.Refuse(command, decision.State.IsPaused ? $"it waits for {decision.State.Pauses[0].Reason}, which ends by itself." : "it is not paused.");
            return;
        }

        foreach (RolloutPause pause in pauses)
        {
            decision.Emit(new RolloutEvent.Resumed { Pause = pause.Reason, Actor = command.Actor, Reason = command.Reason, CommandId = command.Id });
        }

        decision.Accept(command);
    }

    private static void PromoteNext(Decision decision, RolloutCommand command)
    {
        if (!RolloutTransitions.Allows(decision.State.Phase, RolloutTrigger.PromoteNext) || decision.State is { Phase: RolloutPhase.Held, HeldFrom: not RolloutPhase.Progressing })
        {
            decision.Refuse(command, Refusal(decision, RolloutTrigger.PromoteNext));
            return;
        }

        RolloutReason reason = new() { Code = "PromoteNext", Text = FormattableString.Invariant($"{command.Actor} completed step {decision.State.Step + 1}{Because(command)}.") };
        decision.Fire(RolloutTrigger.PromoteNext, reason, command);
        foreach (RolloutPause pause in decision.State.Pauses)
        {
            decision.Emit(new RolloutEvent.Resumed { Pause = pause.Reason, Actor = command.Actor, Reason = command.Reason });
        }

        if (decision.State.Step >= 0)
        {
            decision.MoveStep(StepPhase.Completing, reason);
        }

        decision.Accept(command);
    }

    private static void AnswerGate(Decision decision, RolloutCommand command)
    {
        if (decision.State is not { Phase: RolloutPhase.Progressing, StepPhase: StepPhase.GateWaiting } || decision.State.CurrentStep is not RolloutStep.AwaitGate gate || gate.Name != command.Gate)
        {
            decision.Refuse(command, $"the rollout does not wait for a gate named '{command.Gate}'.");
            return;
        }

        bool approved = command.Kind == RolloutCommandKind.Approve;
        if (approved && GateRules.FindObjection(decision.State, gate, command.Actor) is string objection)
        {
            decision.Refuse(command, objection);
            return;
        }

        decision.Emit(new RolloutEvent.GateAnswered { Answer = new GateAnswer(gate.Name, approved, command.Actor, command.Reason, decision.State.Step), Actor = command.Actor, Reason = command.Reason, CommandId = command.Id });
        decision.Accept(command);
    }

    private static void FireOrRefuse(Decision decision, RolloutCommand command, RolloutTrigger trigger, string code, string text)
    {
        if (!RolloutTransitions.Allows(decision.State.Phase, trigger))
        {
            decision.Refuse(command, Refusal(decision, trigger));
            return;
        }

        decision.Fire(trigger, new RolloutReason { Code = code, Text = text }, command);
        foreach (RolloutPause pause in decision.State.Pauses)
        {
            decision.Emit(new RolloutEvent.Resumed { Pause = pause.Reason, Actor = command.Actor });
        }

        decision.Accept(command);
    }

    // The step begins anew: what was gathered before the hold says nothing about what was mended meanwhile.
    private static void RestartHeld(Decision decision, RolloutCommand command, RolloutTrigger trigger)
    {
        decision.Fire(trigger, new RolloutReason { Code = "Resume", Text = $"{command.Actor} let the rollout go on{Because(command)}." }, command);
        if (decision.State is { Phase: RolloutPhase.Progressing, Step: >= 0 })
        {
            decision.Emit(new RolloutEvent.StepChanged { Step = decision.State.Step, Attempt = decision.State.StepAttempt + 1, StepPhase = StepPhase.Entering });
        }
    }

    private static RolloutCommand[] Of(Decision decision, RolloutCommandKind kind) => [.. decision.Observation.Commands.Where(c => c.Kind == kind)];

    private static string Refusal(Decision decision, RolloutTrigger trigger) => new RolloutTransitionException(decision.State.Phase, trigger).Message;

    private static string Because(RolloutCommand command) => string.IsNullOrWhiteSpace(command.Reason) ? "" : $": {command.Reason}";
}
