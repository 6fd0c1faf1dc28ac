using System.Collections.Frozen;
using static StackKit.Deploy.RolloutPhase;
using static StackKit.Deploy.RolloutTrigger;

namespace StackKit.Deploy;

/// <summary>The table of phases: what is not in it is refused.</summary>
internal static class RolloutTransitions
{
    private static readonly RolloutPhase[] s_changing = [Preparing, Verifying, Progressing, Promoting, Baking, Held];

    private static readonly FrozenDictionary<(RolloutPhase, RolloutTrigger), RolloutPhase> s_table = Build().ToFrozenDictionary();

    /// <summary>Gets every listed pair.</summary>
    public static IReadOnlyDictionary<(RolloutPhase Phase, RolloutTrigger Trigger), RolloutPhase> Table => s_table;

    public static bool Allows(RolloutPhase phase, RolloutTrigger trigger) => s_table.ContainsKey((phase, trigger));

    /// <summary>Gets the phase that follows.</summary>
    /// <exception cref="RolloutTransitionException">The pair is not listed.</exception>
    public static RolloutPhase Next(RolloutPhase phase, RolloutTrigger trigger) =>
        s_table.TryGetValue((phase, trigger), out RolloutPhase next) ? next : throw new RolloutTransitionException(phase, trigger);

    private static Dictionary<(RolloutPhase, RolloutTrigger), RolloutPhase> Build()
    {
        Dictionary<(RolloutPhase, RolloutTrigger), RolloutPhase> table = new()
        {
            [(Pending, Start)] = Validating,
            [(Pending, Cancel)] = Cancelled,
            [(Pending, Abort)] = Cancelled,
            [(Pending, NewRevision)] = Superseded,
            [(Validating, ValidationPassed)] = Preparing,
            [(Validating, ValidationFailed)] = Failed,
            [(Validating, DeadlineExceeded)] = Failed,
            [(Validating, Abort)] = Cancelled,
            [(Validating, NewRevision)] = Superseded,
            [(Preparing, TargetReady)] = Verifying,
            [(Verifying, VerificationPassed)] = Progressing,
            [(Verifying, VerificationFailed)] = RollingBack,
            [(Progressing, StepsCompleted)] = Promoting,
            [(Progressing, PromoteFull)] = Promoting,
            [(Progressing, PromoteNext)] = Progressing,
            [(Progressing, GateRejected)] = RollingBack,
            [(Progressing, RolloutTrigger.HookFailed)] = RollingBack,
            [(Progressing, Hold)] = Held,
            [(Promoting, Promoted)] = Baking,
            [(Promoting, Hold)] = Held,
            [(Baking, BakePassed)] = Draining,
            [(Baking, PromoteFull)] = Draining,
            [(Baking, Hold)] = Held,
            [(Draining, Drained)] = Retiring,
            [(Draining, Abort)] = RollingBack,
            [(Retiring, Retired)] = Succeeded,
            [(RollingBack, RollbackCompleted)] = RolledBack, // or the outcome that the rollback began with
            [(RollingBack, RolloutTrigger.RollbackFailed)] = RolloutPhase.RollbackFailed,
            [(RollingBack, Abort)] = RollingBack,
            [(RolloutPhase.RollbackFailed, Retry)] = RollingBack,
            [(Held, Resume)] = Progressing, // or whichever phase it was held from
            [(Held, PromoteNext)] = Progressing,
            [(Held, PromoteFull)] = Promoting,
        };
        foreach (RolloutPhase phase in s_changing)
        {
            table[(phase, Abort)] = RollingBack;
            table[(phase, TargetFailed)] = RollingBack;
            table[(phase, DeadlineExceeded)] = RollingBack;
            table[(phase, AnalysisFailed)] = RollingBack;
            table[(phase, BudgetExhausted)] = RollingBack;
            if (phase is not (Promoting or Baking))
            {
                table[(phase, NewRevision)] = RollingBack;
            }
        }

        return table;
    }
}
