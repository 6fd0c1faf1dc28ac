using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace StackKit.Routing.AspNetCore;

/// <summary>One request from its decision to its report. The report happens once, whatever happens to the request.</summary>
/// <remarks>For adapters of servers and proxies; not thread-safe, like the request it belongs to.</remarks>
public sealed class RoutedRequest
{
    private readonly HttpRouting _routing;
    private readonly HttpContext _context;
    private readonly long _started;
    private RouteDecision _decision;
    private long _firstByte;
    private bool _reported;

    internal RoutedRequest(HttpRouting routing, Router router, HttpContext context, in RouteDecision decision)
    {
        _routing = routing;
        _context = context;
        _decision = decision;
        Router = router;
        _started = routing.GetTimestamp();
        context.Response.OnStarting(static state => ((RoutedRequest)state).OnStarting(), this);
    }

    /// <summary>Gets the router that decided.</summary>
    public Router Router { get; }

    /// <summary>Gets the decision.</summary>
    public ref readonly RouteDecision Decision => ref _decision;

    /// <summary>Takes another version because the one decided has nowhere to go; see <see cref="Router.TryFallBack"/>.</summary>
    /// <returns>False when there is none: the decision stays.</returns>
    public bool TryFallBack() => Router.TryFallBack(in _decision, out RouteDecision other) && Replace(in other);

    /// <summary>Counts the request in flight on the endpoint that a proxy chose by itself; see <see cref="Router.TryBeginEndpoint"/>.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <returns>False when the endpoint takes no more requests: the decision stays.</returns>
    public bool TryBeginEndpoint(string endpointId) => Router.TryBeginEndpoint(in _decision, endpointId, out RouteDecision bound) && Replace(in bound);

    /// <summary>Reports the request, from what is known when it has ended. A second call does nothing.</summary>
    /// <param name="exception">What it ended with; null when it ended normally.</param>
    /// <param name="timedOut">Whether it ended because it took too long.</param>
    public void Report(Exception? exception, bool timedOut)
    {
        if (_reported)
        {
            return;
        }

        _reported = true;
        RequestResult result = new()
        {
            StatusCode = exception is null || _context.Response.HasStarted ? _context.Response.StatusCode : StatusCodes.Status500InternalServerError,
            GrpcStatus = ReadGrpcStatus(),
            Exception = exception,
            ClientAborted = _context.RequestAborted.IsCancellationRequested,
            TimedOut = timedOut,
            Request = _context,
        };
        long now = _routing.GetTimestamp();
        TimeSpan end = _routing.GetElapsed(_started, now);
        TimeSpan firstByte = _firstByte == 0 ? end : _routing.GetElapsed(_started, _firstByte);
        Outcome outcome = _routing.Classify(in result);
        Router.Report(in _decision, outcome, _routing.Latency == LatencyMeasure.FirstByte ? firstByte : end);
        _routing.Record(Router.Name, _decision.Version, outcome, firstByte, end);
    }

    private bool Replace(in RouteDecision decision)
    {
        _decision = decision;
        return true;
    }

    private Task OnStarting()
    {
        _firstByte = _routing.GetTimestamp();
        return Task.CompletedTask;
    }

    // A gRPC call says how it ended in a trailer, or in a header when it has no body. HTTP says 200 either way.
    private int? ReadGrpcStatus()
    {
        if (_context.Response.ContentType is not string type || !type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string? status = _context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers["grpc-status"];
        status = string.IsNullOrEmpty(status) ? _context.Response.Headers["grpc-status"] : status;
        return int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out int code) ? code : null;
    }
}
