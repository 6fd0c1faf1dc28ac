using System.Runtime.InteropServices;

namespace StackKit.Webhooks;

/// <summary>What became of one request, without anything that the address could be seen from.</summary>
/// <param name="Outcome">What to do with the event.</param>
/// <param name="Reason">The status or the fault, in a few letters or digits.</param>
/// <param name="RetryAfter">How long the receiver wants to be left alone, within the bound; null when it did not say.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SendResult(SendOutcome Outcome, string Reason, TimeSpan? RetryAfter);
