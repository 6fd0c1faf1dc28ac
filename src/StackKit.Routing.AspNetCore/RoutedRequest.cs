using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;

namespace StackKit.Routing.AspNetCore;

/// <summary>One request from its decision to its report. The report happens once, whatever happens to the request.</summary>
/// <remarks>For adapters of servers and proxies; not thread-safe, like the request it belongs to.</remarks>
public sealed class RoutedRequest
{
    private readonly HttpRouting _routing;
    private readonly HttpContext _context;
    private readonly RoutedRequest? _outer;
    private readonly long _started;
    private RouteDecision _decision;
    private Activity? _carrier;
    private Exception? _exception;
    private long _firstByte;
    private long _ended;
    private bool _reported;

    internal RoutedRequest(HttpRouting routing, Router router, HttpContext context, in RouteDecision decision)
    {
        _routing = routing;
        _context = context;
        _outer = context.Features.Get<RoutedRequest>();
        _decision = decision;
        Router = router;
        _started = routing.GetTimestamp();
        if (context.Response.HasStarted)
        {
            _firstByte = _started;
            return;
        }

        context.Response.OnStarting(static state => ((RoutedRequest)state).OnStarting(), this);
    }

    /// <summary>Gets the router that decided.</summary>
    public Router Router { get; }

    /// <summary>Gets the decision.</summary>
    public ref readonly RouteDecision Decision => ref _decision;

    /// <summary>Takes another version because the one decided has nowhere to go; see <see cref="Router.TryFallBack"/>.</summary>
    /// <returns>False when there is none that has not been tried.</returns>
    public bool TryFallBack()
    {
        if (!Router.TryFallBack(in _decision, out RouteDecision other))
        {
            return false;
        }

        _decision = other;
        if (_carrier is not null)
        {
            _routing.Propagation.CarryInstead(_carrier, other.Version);
        }

        return true;
    }

    /// <summary>Counts the request in flight on the endpoint that a proxy chose by itself; see <see cref="Router.TryBeginEndpoint"/>.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <returns>False when the endpoint takes no more requests: the decision stays.</returns>
    public bool TryBeginEndpoint(string endpointId) => Router.TryBeginEndpoint(in _decision, endpointId, out _decision);

    /// <summary>Reports the request, from what is known when it has ended. A second call does nothing.</summary>
    /// <remarks>
    /// Where the request time-outs of ASP.NET Core are in use, whether the time was up or the client went away is known only after their middleware: then
    /// the report follows when the response is completed.
    /// </remarks>
    /// <param name="ending">Who ended it.</param>
    /// <param name="exception">What it ended with; null when it ended without one.</param>
    public void Report(RequestEnding ending, Exception? exception)
    {
        if (_reported)
        {
            return;
        }

        _reported = true;
        _ended = _routing.GetTimestamp();
        bool isCancelled = _context.RequestAborted.IsCancellationRequested;
        if (ending == RequestEnding.Normal && isCancelled && _context.Features.Get<IHttpRequestTimeoutFeature>() is not null)
        {
            _exception = exception;
            _context.Response.OnCompleted(static state => ((RoutedRequest)state).OnCompleted(), this);
            return;
        }

        Count(ending, exception, ending == RequestEnding.ClientAborted || (ending == RequestEnding.Normal && (isCancelled || IsOfConnection(exception))));
    }

    /// <summary>Finds the request of a router, for a pipeline that is run again for the same request, such as by an exception handler.</summary>
    internal static RoutedRequest? Find(HttpContext context, Router router)
    {
        RoutedRequest? request = context.Features.Get<RoutedRequest>();
        while (request is not null && !ReferenceEquals(request.Router, router))
        {
            request = request._outer;
        }

        return request;
    }

    /// <summary>Passes the decision on to what the request calls, unless that of a router further out is passed on already.</summary>
    internal void Carry()
    {
        for (RoutedRequest? outer = _outer; outer is not null; outer = outer._outer)
        {
            if (outer._carrier is not null)
            {
                return;
            }
        }

        _carrier = _routing.Propagation.Carry(_context, _decision.Version);
    }

    // Kestrel's way to say that the client's connection is gone; the token may be cancelled a moment later.
    private static bool IsOfConnection(Exception? exception) => exception is ConnectionResetException or ConnectionAbortedException;

    private Task OnStarting()
    {
        _firstByte = _routing.GetTimestamp();
        return Task.CompletedTask;
    }

    private Task OnCompleted()
    {
        // The middleware of the time-outs has put the client's own token back.
        bool isClient = _context.RequestAborted.IsCancellationRequested;
        Count(isClient || _exception is null ? RequestEnding.Normal : RequestEnding.TimedOut, _exception, isClient);
        return Task.CompletedTask;
    }

    private void Count(RequestEnding ending, Exception? exception, bool clientAborted)
    {
        // What the server refuses to read is the client's doing: its status counts, not that it travelled as an exception.
        BadHttpRequestException? unreadable = exception as BadHttpRequestException;
        bool hasOwnStatus = exception is null || ending == RequestEnding.ServerFailed || _context.Response.HasStarted;
        RequestResult result = new()
        {
            StatusCode = unreadable?.StatusCode ?? (hasOwnStatus ? _context.Response.StatusCode : StatusCodes.Status500InternalServerError),
            GrpcStatus = ReadGrpcStatus(),
            Exception = unreadable is null ? exception : null,
            ClientAborted = clientAborted,
            TimedOut = ending == RequestEnding.TimedOut,
            Request = _context,
        };
        TimeSpan end = _routing.GetElapsed(_started, _ended);
        TimeSpan firstByte = _firstByte == 0 ? end : _routing.GetElapsed(_started, _firstByte);
        Outcome outcome = _routing.Classify(in result);
        Router.Report(in _decision, outcome, _routing.Latency == LatencyMeasure.FirstByte ? firstByte : end);
        _routing.Record(Router.Name, _decision.Version, outcome, firstByte, end);
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
