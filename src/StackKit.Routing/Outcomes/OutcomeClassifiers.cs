namespace StackKit.Routing;

/// <summary>Combines classifiers into one outcome.</summary>
/// <remarks>
/// A request that the client gave up is neither. Else one failure makes it a failure; when no classifier has anything to say it is
/// neither; otherwise it is a success. Thread-safe.
/// </remarks>
public sealed class OutcomeClassifiers
{
    private readonly IOutcomeClassifier[] _classifiers;

    /// <summary>Combines classifiers.</summary>
    /// <param name="classifiers">The classifiers; their order does not matter.</param>
    /// <exception cref="ArgumentNullException"><paramref name="classifiers"/> is null.</exception>
    public OutcomeClassifiers(IEnumerable<IOutcomeClassifier> classifiers)
    {
        ArgumentNullException.ThrowIfNull(classifiers);

        _classifiers = [.. classifiers];
    }

    /// <summary>Gets the built-in classifiers combined: HTTP status, gRPC status and exceptions.</summary>
    public static OutcomeClassifiers Default { get; } = new([new HttpStatusClassifier(), new GrpcStatusClassifier(), new ExceptionClassifier()]);

    /// <summary>Classifies one finished request.</summary>
    /// <param name="result">What is known about it.</param>
    /// <returns>The outcome to report.</returns>
    public Outcome Classify(in RequestResult result)
    {
        if (result.ClientAborted)
        {
            return Outcome.Neither;
        }

        Outcome combined = Outcome.Neither;
        foreach (IOutcomeClassifier classifier in _classifiers)
        {
            Outcome outcome = classifier.Classify(in result);
            if (outcome == Outcome.Failure)
            {
                return Outcome.Failure;
            }

            if (outcome == Outcome.Success)
            {
                combined = Outcome.Success;
            }
        }

        return combined;
    }
}
