using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StackKit.Deploy.AspNetCore.Views;

namespace StackKit.Deploy.AspNetCore.Streams;

/// <summary>Writes server-sent events; each is sent at once.</summary>
internal sealed class EventWriter(HttpResponse response)
{
    public Task WriteAsync(EventView view, CancellationToken cancellationToken) =>
        SendAsync($"id: {view.Sequence.ToString(CultureInfo.InvariantCulture)}\nevent: {view.Kind}\ndata: {JsonSerializer.Serialize(view, DeployApiJson.Default.EventView)}\n\n", cancellationToken);

    /// <summary>Says that nothing more will come, so that the client does not ask again.</summary>
    public Task WriteEndAsync(CancellationToken cancellationToken) => SendAsync("event: end\ndata: {}\n\n", cancellationToken);

    /// <summary>Says that the stream is alive.</summary>
    public Task WriteHeartbeatAsync(CancellationToken cancellationToken) => SendAsync(":\n\n", cancellationToken);

    private async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
