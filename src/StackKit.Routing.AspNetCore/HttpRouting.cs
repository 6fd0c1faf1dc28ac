using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace StackKit.Routing.AspNetCore;

/// <summary>Makes decisions for HTTP requests. For adapters of servers and proxies; applications use the middleware. Thread-safe.</summary>
public sealed partial class HttpRouting
{
    // Keys become hashes and rules compare them: a client that sends megabytes must not make the router read them.
    private const int MaxKeyLength = 1024;

    private readonly OutcomeClassifiers _classifiers;
    private readonly HttpRoutingOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<HttpRouting> _logger;
    private readonly Histogram<double> _firstByte;
    private readonly Histogram<double> _duration;

    /// <summary>Initializes a new instance of the <see cref="HttpRouting"/> class.</summary>
    /// <param name="classifiers">Say what counts as a failure.</param>
    /// <param name="options">What requests are routed by.</param>
    /// <param name="meterFactory">Makes the instruments.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Hears of classifiers that throw.</param>
    public HttpRouting(OutcomeClassifiers classifiers, IOptions<HttpRoutingOptions> options, IMeterFactory meterFactory, TimeProvider timeProvider, ILogger<HttpRouting> logger)
    {
        ArgumentNullException.ThrowIfNull(classifiers);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(meterFactory);
        ArgumentNullException.ThrowIfNull(timeProvider);
        ArgumentNullException.ThrowIfNull(logger);

        _classifiers = classifiers;
        _options = options.Value;
        _timeProvider = timeProvider;
        _logger = logger;
        Propagation = new VersionPropagation(_options.Propagation, logger);
        Meter meter = meterFactory.Create("StackKit.Routing.AspNetCore");
        _firstByte = meter.CreateHistogram<double>("stackkit.routing.request.first_byte", "s", "Time from the decision to the first byte of the response.");
        _duration = meter.CreateHistogram<double>("stackkit.routing.request.duration", "s", "Time from the decision to the end of the response.");
    }

    internal LatencyMeasure Latency => _options.Latency;

    internal VersionPropagation Propagation { get; }

    /// <summary>Decides for a request and counts it in flight until it is reported.</summary>
    /// <remarks>Follows a decision that came with the request, and passes its own on, as <see cref="HttpRoutingOptions.Propagation"/> says.</remarks>
    /// <param name="router">The router.</param>
    /// <param name="context">The request.</param>
    /// <param name="request">The request with its decision, which must be reported; null when this returns false.</param>
    /// <returns>False when no version can take the request.</returns>
    public bool TryBegin(Router router, HttpContext context, [NotNullWhen(true)] out RoutedRequest? request)
    {
        ArgumentNullException.ThrowIfNull(router);
        ArgumentNullException.ThrowIfNull(context);

        string? inherited = Propagation.Inherit(context);
        RouteContext route = new()
        {
            StickyKey = Bounded(_options.StickyKey(context)),
            User = Bounded(_options.User(context)),
            RemoteAddress = context.Connection.RemoteIpAddress,
            InheritedVersion = inherited,
            Request = context,
            Reader = HttpRequestReader.Instance,
        };
        if (!router.TryBegin(in route, out RouteDecision decision))
        {
            request = null;
            return false;
        }

        request = new RoutedRequest(this, router, context, in decision);
        if (Propagation.IsEnabled && (inherited is null || IsVersion(router, inherited)))
        {
            request.Carry();
        }

        return true;
    }

    internal long GetTimestamp() => _timeProvider.GetTimestamp();

    internal TimeSpan GetElapsed(long from, long to) => _timeProvider.GetElapsedTime(from, to);

    internal Outcome Classify(in RequestResult result)
    {
        try
        {
            return _classifiers.Classify(in result);
        }
#pragma warning disable CA1031 // a request must be reported whatever a classifier of the application does, or it stays in flight for ever
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogClassifierThrew(_logger, exception);
            return Outcome.Neither;
        }
    }

    internal void Record(string router, string version, Outcome outcome, TimeSpan firstByte, TimeSpan end)
    {
        if (!_firstByte.Enabled && !_duration.Enabled)
        {
            return;
        }

        TagList tags = new() { { "stackkit.router.name", router }, { "stackkit.router.version", version }, { "stackkit.outcome", NameOf(outcome) } };
        _firstByte.Record(firstByte.TotalSeconds, tags);
        _duration.Record(end.TotalSeconds, tags);
    }

    // A service that does not have the version that came is none of the chain's: it passes on what came, not what it made of it.
    private static bool IsVersion(Router router, string version)
    {
        foreach (Arm arm in router.Split?.Arms ?? [])
        {
            if (arm.Version == version)
            {
                return true;
            }
        }

        return false;
    }

    private static string NameOf(Outcome outcome) => outcome switch
    {
        Outcome.Success => "success",
        Outcome.Failure => "failure",
        _ => "neither",
    };

    private static string? Bounded(string? key) => key is { Length: > MaxKeyLength } ? null : key;

    [LoggerMessage(121, LogLevel.Error, "An outcome classifier threw; the request counts as neither success nor failure.")]
    private static partial void LogClassifierThrew(ILogger logger, Exception exception);
}
