namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>A decision and the evidence that it rests on.</summary>
internal sealed record DecisionView(string Code, string Text)
{
    public EvidenceView? Evidence { get; init; }

    public static DecisionView? Of(RolloutReason? reason) =>
        reason is null ? null : new DecisionView(reason.Code, reason.Text) { Evidence = reason.Evidence is null ? null : EvidenceView.Of(reason.Evidence) };
}
