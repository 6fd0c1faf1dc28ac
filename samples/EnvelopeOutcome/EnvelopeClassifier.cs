using Microsoft.AspNetCore.Http;
using StackKit.Routing;

namespace EnvelopeOutcome;

/// <summary>Counts <c>{"code":500,...}</c> under HTTP 200 as a failure, and has nothing to say about anything else.</summary>
public sealed class EnvelopeClassifier : IOutcomeClassifier
{
    /// <inheritdoc/>
    public string Name => "envelope";

    /// <inheritdoc/>
    public Outcome Classify(in RequestResult result) =>
        result.Request is HttpContext context && context.Features.Get<EnvelopePeek>()?.ReadCode() >= 500 ? Outcome.Failure : Outcome.Neither;
}
