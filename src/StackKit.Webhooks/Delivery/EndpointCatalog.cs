using System.Collections.Immutable;
using Microsoft.Extensions.Options;

namespace StackKit.Webhooks;

/// <summary>The endpoints, made once of valid options.</summary>
internal sealed class EndpointCatalog
{
    public EndpointCatalog(IOptions<WebhookOptions> options)
    {
        Options = options.Value;
        All = [.. Options.Endpoints.OrderBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase).Select(static pair => new Endpoint(pair.Key, pair.Value))];
    }

    public ImmutableArray<Endpoint> All { get; }

    public WebhookOptions Options { get; }

    public int OutboxLimit => Options.OutboxLimit;
}
