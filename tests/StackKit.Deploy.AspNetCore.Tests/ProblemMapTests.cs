using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StackKit.Coordination;
using StackKit.Deploy.AspNetCore.Problems;

namespace StackKit.Deploy.AspNetCore.Tests;

public sealed class ProblemMapTests
{
    private const string Secret = "/var/lib/shop/store.db";

    public static TheoryData<string, int, string> Cases => new()
    {
        { nameof(RolloutRefusedException), 409, "refused" },
        { nameof(StoreUnavailableException), 503, "store-unavailable" },
        { nameof(StoreRegressedException), 503, "store-regressed" },
        { nameof(TimeoutException), 504, "no-leader" },
        { nameof(JsonException), 503, "store-unreadable" },
        { nameof(OperationCanceledException), 503, "no-answer" },
        { nameof(ObjectDisposedException), 503, "no-answer" },
        { "too large", 413, "too-large" },
        { "too slow", 408, "too-slow" },
        { nameof(BadHttpRequestException), 400, "bad-request" },
        { nameof(IOException), 500, "internal" },
        { nameof(ArgumentException), 500, "internal" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Describe_Exception_SaysWhatItMeansAndNothingElse(string exception, int status, string code)
    {
        Problem problem = ProblemMap.Describe(Make(exception));

        Assert.Equal((status, code), (problem.Status, problem.Code));
        Assert.Equal($"urn:stackkit:deploy:{code}", problem.Type);
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(problem, DeployApiJson.Default.Problem), StringComparison.Ordinal);
    }

    private static Exception Make(string name) => name switch
    {
        nameof(RolloutRefusedException) => new RolloutRefusedException("Pause was refused: it is not paused."),
        nameof(StoreUnavailableException) => new StoreUnavailableException(Secret),
        nameof(StoreRegressedException) => new StoreRegressedException(Secret),
        nameof(TimeoutException) => new TimeoutException(Secret),
        nameof(JsonException) => new JsonException(Secret),
        nameof(OperationCanceledException) => new OperationCanceledException(Secret),
        nameof(ObjectDisposedException) => new ObjectDisposedException(Secret),
        "too large" => new BadHttpRequestException(Secret, StatusCodes.Status413PayloadTooLarge),
        "too slow" => new BadHttpRequestException(Secret, StatusCodes.Status408RequestTimeout),
        nameof(BadHttpRequestException) => new BadHttpRequestException(Secret),
        nameof(IOException) => new IOException(Secret),
        _ => new ArgumentException(Secret, nameof(name)),
    };
}
