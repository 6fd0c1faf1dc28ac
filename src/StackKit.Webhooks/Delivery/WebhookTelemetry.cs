using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace StackKit.Webhooks;

/// <summary>Counts and traces deliveries, in the meter and the source <c>StackKit.Webhooks</c>. Endpoints are told by their names only.</summary>
internal sealed class WebhookTelemetry
{
    private static readonly ActivitySource s_source = new("StackKit.Webhooks");

    private readonly Counter<long> _attempts;
    private readonly Counter<long> _dropped;
    private readonly Histogram<double> _duration;

    public WebhookTelemetry(IMeterFactory meterFactory)
    {
        Meter meter = meterFactory.Create("StackKit.Webhooks");
        _attempts = meter.CreateCounter<long>("stackkit.webhooks.attempts", "{attempt}", "Requests to endpoints by their outcome.");
        _dropped = meter.CreateCounter<long>("stackkit.webhooks.dropped", "{event}", "Events that were given up, by the reason.");
        _duration = meter.CreateHistogram<double>("stackkit.webhooks.duration", "s", "How long requests to endpoints took.");
    }

    public static Activity? Start(string endpoint, string kind)
    {
        Activity? activity = s_source.StartActivity("webhook", ActivityKind.Client);
        activity?.SetTag("stackkit.webhook.endpoint", endpoint);
        activity?.SetTag("stackkit.webhook.event", kind);
        return activity;
    }

    public void RecordAttempt(string endpoint, SendResult result, TimeSpan duration, Activity? activity)
    {
        string outcome = result.Outcome switch
        {
            SendOutcome.Delivered => "delivered",
            SendOutcome.Refused => "refused",
            _ => "failed",
        };
        if (_attempts.Enabled)
        {
            _attempts.Add(1, new TagList { { "stackkit.webhook.endpoint", endpoint }, { "stackkit.webhook.outcome", outcome } });
        }

        if (_duration.Enabled)
        {
            _duration.Record(duration.TotalSeconds, new TagList { { "stackkit.webhook.endpoint", endpoint }, { "stackkit.webhook.outcome", outcome } });
        }

        if (result.Outcome != SendOutcome.Delivered)
        {
            activity?.SetTag("error.type", result.Reason);
            activity?.SetStatus(ActivityStatusCode.Error);
        }
    }

    public void RecordDropped(string endpoint, string reason)
    {
        if (_dropped.Enabled)
        {
            _dropped.Add(1, new TagList { { "stackkit.webhook.endpoint", endpoint }, { "stackkit.webhook.reason", reason } });
        }
    }
}
