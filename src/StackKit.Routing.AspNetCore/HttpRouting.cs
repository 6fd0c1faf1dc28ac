using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace StackKit.Routing.AspNetCore;

/// <summary>Makes decisions for HTTP requests. For adapters of servers and proxies; applications use the middleware. Thread-safe.</summary>
public sealed class HttpRouting
{
    private readonly OutcomeClassifiers _classifiers;
    private readonly HttpRoutingOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly Histogram<double> _firstByte;
    private readonly Histogram<double> _duration;

    /// <summary>Initializes a new instance of the <see cref="HttpRouting"/> class.</summary>
    /// <param name="classifiers">Say what counts as a failure.</param>
    /// <param name="options">What requests are routed by.</param>
    /// <param name="meterFactory">Makes the instruments.</param>
    /// <param name="timeProvider">The clock.</param>
    public HttpRouting(OutcomeClassifiers classifiers, IOptions<HttpRoutingOptions> options, IMeterFactory meterFactory, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(classifiers);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(meterFactory);
        ArgumentNullException.ThrowIfNull(timeProvider);

        _classifiers = classifiers;
        _options = options.Value;
        _timeProvider = timeProvider;
        Meter meter = meterFactory.Create("StackKit.Routing.AspNetCore");
        _firstByte = meter.CreateHistogram<double>("stackkit.routing.request.first_byte", "s", "Time from the decision to the first byte of the response.");
        _duration = meter.CreateHistogram<double>("stackkit.routing.request.duration", "s", "Time from the decision to the end of the response.");
    }

    internal LatencyMeasure Latency => _options.Latency;

    /// <summary>Decides for a request and counts it in flight until it is reported.</summary>
    /// <param name="router">The router.</param>
    /// <param name="context">The request.</param>
    /// <param name="request">The request with its decision, which must be reported; null when this returns false.</param>
    /// <returns>False when no version can take the request.</returns>
    public bool TryBegin(Router router, HttpContext context, [NotNullWhen(true)] out RoutedRequest? request)
    {
        ArgumentNullException.ThrowIfNull(router);
        ArgumentNullException.ThrowIfNull(context);

        RouteContext route = new()
        {
            StickyKey = _options.StickyKey(context),
            User = _options.User(context),
            RemoteAddress = context.Connection.RemoteIpAddress,
            Request = context,
            Reader = HttpRequestReader.Instance,
        };
        request = router.TryBegin(in route, out RouteDecision decision) ? new RoutedRequest(this, router, context, in decision) : null;
        return request is not null;
    }

    internal long GetTimestamp() => _timeProvider.GetTimestamp();

    internal TimeSpan GetElapsed(long from, long to) => _timeProvider.GetElapsedTime(from, to);

    internal Outcome Classify(in RequestResult result) => _classifiers.Classify(in result);

    internal void Record(string router, string version, Outcome outcome, TimeSpan firstByte, TimeSpan end)
    {
        if (!_firstByte.Enabled && !_duration.Enabled)
        {
            return;
        }

        TagList tags = new() { { "stackkit.router", router }, { "stackkit.version", version }, { "stackkit.outcome", outcome.ToString() } };
        _firstByte.Record(firstByte.TotalSeconds, tags);
        _duration.Record(end.TotalSeconds, tags);
    }
}
