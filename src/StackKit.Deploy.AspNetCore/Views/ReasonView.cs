namespace StackKit.Deploy.AspNetCore.Views;

/// <summary>Why something is as it is: a word for programs and a sentence for people.</summary>
internal sealed record ReasonView(string Code, string Text)
{
    public static ReasonView? Of(RolloutReason? reason) => reason is null ? null : new ReasonView(reason.Code, reason.Text);
}
