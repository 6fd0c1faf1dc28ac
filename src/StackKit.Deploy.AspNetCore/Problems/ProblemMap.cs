using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StackKit.Coordination;

namespace StackKit.Deploy.AspNetCore.Problems;

/// <summary>Says what an exception means to whoever asked. What the store or the application wrote into it stays inside.</summary>
internal static class ProblemMap
{
    public static Problem Describe(Exception exception) => exception switch
    {
        ProblemException refused => refused.Problem,
        RolloutRefusedException => Refusals.Refused(exception.Message),
        RolloutPlanException => Refusals.Refused(exception.Message),
        StoreRegressedException => Refusals.StoreRegressed,
        StoreUnavailableException => Refusals.StoreUnavailable,
        TimeoutException => Refusals.NoLeader,
        JsonException => Refusals.StoreUnreadable,
        OperationCanceledException or ObjectDisposedException => Refusals.NoAnswer,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Refusals.TooLarge,
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => Refusals.TooSlow,
        BadHttpRequestException => Refusals.BrokenOff,
        _ => Refusals.Internal,
    };
}
