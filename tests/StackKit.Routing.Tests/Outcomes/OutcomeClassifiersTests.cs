namespace StackKit.Routing.Tests.Outcomes;

public sealed class OutcomeClassifiersTests
{
    public static TheoryData<RequestResult, Outcome> Results => new()
    {
        { default, Outcome.Neither },
        { new RequestResult { StatusCode = 200 }, Outcome.Success },
        { new RequestResult { StatusCode = 404 }, Outcome.Success },
        { new RequestResult { StatusCode = 499 }, Outcome.Success },
        { new RequestResult { StatusCode = 500 }, Outcome.Failure },
        { new RequestResult { StatusCode = 503 }, Outcome.Failure },
        { new RequestResult { StatusCode = 200, GrpcStatus = 0 }, Outcome.Success },
        { new RequestResult { StatusCode = 200, GrpcStatus = 13 }, Outcome.Failure },
        { new RequestResult { StatusCode = 200, Exception = new InvalidOperationException() }, Outcome.Failure },
        { new RequestResult { TimedOut = true }, Outcome.Failure },
        { new RequestResult { ClientAborted = true, StatusCode = 500, Exception = new OperationCanceledException() }, Outcome.Neither },
    };

    [Theory]
    [MemberData(nameof(Results))]
    public void Classify_BuiltIn_Combines(RequestResult result, Outcome expected) => Assert.Equal(expected, OutcomeClassifiers.Default.Classify(in result));

    [Fact]
    public void Classify_GrpcCodes_CountsServerErrors()
    {
        GrpcStatusClassifier classifier = new();

        int[] failures = [.. Enumerable.Range(0, 17).Where(code => classifier.Classify(new RequestResult { GrpcStatus = code }) == Outcome.Failure)];

        Assert.Equal([2, 4, 12, 13, 14, 15], failures);
        Assert.Equal(Outcome.Neither, classifier.Classify(new RequestResult { StatusCode = 500 }));
    }
}
