namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>A decision and the evidence that it rests on.</summary>
internal sealed record DecisionView(string Code, string Text, EvidenceView? Evidence)
{
    public static DecisionView? Of(RolloutReason? reason) =>
        reason is null ? null : new DecisionView(reason.Code, reason.Text, reason.Evidence is null ? null : EvidenceView.Of(reason.Evidence));
}
