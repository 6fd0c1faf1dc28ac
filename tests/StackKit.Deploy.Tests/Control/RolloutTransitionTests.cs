namespace StackKit.Deploy.Tests.Control;

public sealed class RolloutTransitionTests
{
    // One line a phase: every trigger that it accepts. Whoever changes the table changes this one knowingly.
    private static readonly Dictionary<RolloutPhase, string> s_pinned = new()
    {
        [RolloutPhase.Pending] = "Abort Cancel NewRevision Start",
        [RolloutPhase.Validating] = "Abort DeadlineExceeded NewRevision ValidationFailed ValidationPassed",
        [RolloutPhase.Preparing] = "Abort AnalysisFailed BudgetExhausted DeadlineExceeded NewRevision TargetFailed TargetReady",
        [RolloutPhase.Verifying] = "Abort AnalysisFailed BudgetExhausted DeadlineExceeded NewRevision TargetFailed VerificationFailed VerificationPassed",
        [RolloutPhase.Progressing] = "Abort AnalysisFailed BudgetExhausted DeadlineExceeded GateRejected Hold HookFailed NewRevision PromoteFull PromoteNext StepsCompleted TargetFailed",
        [RolloutPhase.Promoting] = "Abort AnalysisFailed BudgetExhausted DeadlineExceeded Hold Promoted TargetFailed",
        [RolloutPhase.Baking] = "Abort AnalysisFailed BakePassed BudgetExhausted DeadlineExceeded Hold PromoteFull TargetFailed",
        [RolloutPhase.Draining] = "Abort Drained",
        [RolloutPhase.Retiring] = "Retired",
        [RolloutPhase.RollingBack] = "Abort RollbackCompleted RollbackFailed",
        [RolloutPhase.Held] = "Abort AnalysisFailed BudgetExhausted DeadlineExceeded NewRevision PromoteFull PromoteNext Resume TargetFailed",
        [RolloutPhase.RollbackFailed] = "Retry",
    };

    [Fact]
    public void Next_EveryPairOfPhaseAndTrigger_IsListedOrRefused()
    {
        foreach (RolloutPhase phase in Enum.GetValues<RolloutPhase>())
        {
            string[] accepted = s_pinned.GetValueOrDefault(phase, "").Split(' ');
            foreach (RolloutTrigger trigger in Enum.GetValues<RolloutTrigger>())
            {
                Exception? refusal = Record.Exception(() => RolloutTransitions.Next(phase, trigger));

                Assert.True(accepted.Contains(trigger.ToString()) == refusal is null, $"{phase}, {trigger}");
                if (refusal is not null)
                {
                    RolloutTransitionException typed = Assert.IsType<RolloutTransitionException>(refusal);
                    Assert.Equal((phase, trigger), (typed.Phase, typed.Trigger));
                }
            }
        }
    }
}
