namespace StackKit.Routing;

/// <summary>Says whether a finished request counts as a success, a failure, or as neither.</summary>
/// <remarks>
/// Called once per request, after the response, from many threads at once: implementations must be thread-safe, must not block and
/// must not throw. Neither means that this classifier has nothing to say; <see cref="OutcomeClassifiers"/> combines several.
/// </remarks>
public interface IOutcomeClassifier
{
    /// <summary>Gets the name that configuration and telemetry use for this classifier.</summary>
    string Name { get; }

    /// <summary>Classifies one finished request.</summary>
    /// <param name="result">What is known about it; valid during the call only.</param>
    /// <returns>The outcome to count.</returns>
    Outcome Classify(in RequestResult result);
}
