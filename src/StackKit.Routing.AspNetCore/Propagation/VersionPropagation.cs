using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace StackKit.Routing.AspNetCore;

/// <summary>Lets decisions travel in the baggage of requests: in from trusted sources, out to whatever a request calls, and from nobody else.</summary>
/// <remarks>Clients write into their requests what is in the baggage of the activity; so the activity alone carries a decision, and headers never do.</remarks>
internal sealed partial class VersionPropagation
{
    private readonly BaggageKey _key;
    private readonly TrustedSources _trusted;
    private readonly ILogger _logger;

    public VersionPropagation(PropagationOptions options, ILogger logger)
    {
        IsEnabled = options.Enabled;
        _key = new BaggageKey(options.Key);
        _trusted = new TrustedSources(options, logger);
        _logger = logger;
    }

    public bool IsEnabled { get; }

    /// <summary>Gets or sets a value indicating whether every request is admitted before it reaches a router.</summary>
    public bool IsInFront { get; set; }

    /// <summary>Removes a decision from a request unless its source is trusted, and keeps it for the routers if it is.</summary>
    public void Admit(HttpContext context)
    {
        if (BaggageHeader.IsAny(context.Request.Headers) || ActivityBaggage.IsAny(Activity.Current))
        {
            AdmitBaggage(context);
        }
    }

    /// <summary>Gets the decision that a router should follow.</summary>
    public string? Inherit(HttpContext context)
    {
        if (!IsInFront && context.Features.Get<RoutedRequest>() is null)
        {
            Admit(context);
        }

        if (!IsEnabled || context.Features.Get<InheritedVersion>() is not InheritedVersion inherited)
        {
            return null;
        }

        // Forwarded headers may have told meanwhile who is behind the address that connected.
        if (Equals(inherited.Address, context.Connection.RemoteIpAddress) || _trusted.Contain(context))
        {
            return inherited.Version;
        }

        Reject(context, Activity.Current);
        context.Features.Set<InheritedVersion>(null);
        return null;
    }

    /// <summary>Passes a decision on to whatever the request calls from now on.</summary>
    /// <returns>The activity that carries it; null when the request has none.</returns>
    public Activity? Carry(HttpContext context, string version)
    {
        // Without an activity of its own, the current one is not of this request alone.
        if (context.Features.Get<IHttpActivityFeature>() is null || Activity.Current is not Activity activity)
        {
            return null;
        }

        ActivityBaggage.Set(activity, _key, version);
        return activity;
    }

    /// <summary>Passes on another decision instead.</summary>
    public void CarryInstead(Activity carrier, string version) => carrier.SetBaggage(_key.Name, version);

    private void AdmitBaggage(HttpContext context)
    {
        Activity? activity = Activity.Current;
        Activity? server = context.Features.Get<IHttpActivityFeature>()?.Activity; // another one where a library has replaced it
        if (!BaggageHeader.Contains(context.Request.Headers, _key) && !ActivityBaggage.Contains(activity, _key) && !ActivityBaggage.Contains(server, _key))
        {
            return;
        }

        if (!_trusted.Contain(context))
        {
            Reject(context, activity);
        }
        else if (IsEnabled)
        {
            string? version = ActivityBaggage.Read(ActivityBaggage.Contains(activity, _key) ? activity : server, _key);
            Remove(context, activity);
            if (version is not null)
            {
                context.Features.Set(new InheritedVersion(version, context.Connection.RemoteIpAddress));
                Carry(context, version);
            }
        }
    }

    private void Reject(HttpContext context, Activity? activity)
    {
        Remove(context, activity);
        LogRejected(_logger);
    }

    private void Remove(HttpContext context, Activity? activity)
    {
        BaggageHeader.Remove(context.Request.Headers, _key);
        ActivityBaggage.Remove(activity, _key);
        ActivityBaggage.Remove(context.Features.Get<IHttpActivityFeature>()?.Activity, _key);
    }

    [LoggerMessage(122, LogLevel.Debug, "The version in the baggage of a request was removed: neither HttpRoutingOptions.Propagation.TrustedNetworks nor Trusted say that its source is trusted.")]
    private static partial void LogRejected(ILogger logger);
}
