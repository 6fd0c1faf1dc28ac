using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace StackKit.Routing.AspNetCore;

/// <summary>The activity of a request for which the server started none because nobody listens; it is what clients take the baggage from.</summary>
internal sealed class RequestActivity : IHttpActivityFeature
{
    public required Activity Activity { get; set; }

    /// <summary>Starts an activity with the trace and the baggage that the request brings, as the server would have done.</summary>
    public static Activity Start(HttpContext context, DistributedContextPropagator propagator)
    {
        IHeaderDictionary headers = context.Request.Headers;
        Activity activity = new Activity("StackKit.Routing.Request").SetIdFormat(ActivityIdFormat.W3C);
        propagator.ExtractTraceIdAndState(headers, Read, out string? parent, out string? state);
        if (!string.IsNullOrEmpty(parent))
        {
            activity.SetParentId(parent);
            activity.TraceStateString = state;
        }

        foreach (KeyValuePair<string, string?> item in propagator.ExtractBaggage(headers, Read) ?? [])
        {
            activity.AddBaggage(item.Key, item.Value);
        }

        context.Features.Set<IHttpActivityFeature>(new RequestActivity { Activity = activity });
        return activity.Start();
    }

    private static void Read(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        value = ((IHeaderDictionary)carrier!)[name];
        values = null;
    }
}
