using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace StackKit.Deploy.AspNetCore.Problems;

/// <summary>Turns everything that goes wrong into a problem, and says to every client that answers are neither kept nor guessed at.</summary>
internal sealed partial class ProblemFilter(ILogger logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        http.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        try
        {
            return await next(context).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // what the store and its engine throw is theirs; nothing of it may reach the client
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Problem problem = ProblemMap.Describe(exception);
            if (problem == Refusals.Internal || problem == Refusals.StoreUnreadable)
            {
                LogFailed(logger, http.Request.Method, http.GetEndpoint()?.DisplayName ?? "", exception);
            }

            return new ProblemResult(problem);
        }
        catch (OperationCanceledException)
        {
            return Results.Empty; // the client is gone
        }
    }

    [LoggerMessage(1201, LogLevel.Error, "A {Method} request to {Endpoint} failed.")]
    private static partial void LogFailed(ILogger logger, string method, string endpoint, Exception exception);
}
