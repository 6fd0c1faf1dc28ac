using System.Net.Http.Headers;

namespace StackKit.Acceptance.Api;

/// <summary>Reads the events of a rollout as a browser does.</summary>
internal sealed class ApiStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private ApiStream(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _reader = new StreamReader(stream);
    }

    public static async Task<ApiStream> OpenAsync(ApiWorld world, string rolloutId, string? lastEventId, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"services/shop/rollouts/{rolloutId}/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add(ApiUsers.NameHeader, "ana");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        HttpResponseMessage response = await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            response.EnsureSuccessStatusCode();
            return new ApiStream(response, await response.Content.ReadAsStreamAsync(cancellationToken));
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) => _reader.ReadLineAsync(cancellationToken);

    /// <summary>Reads the next event; null when the stream is at its end.</summary>
    public async Task<ApiStreamEvent?> ReadAsync(CancellationToken cancellationToken)
    {
        string? id = null;
        string name = "message";
        string data = "";
        while (await ReadLineAsync(cancellationToken) is string line)
        {
            if (line.Length == 0 && data.Length > 0)
            {
                return new ApiStreamEvent(id, name, data);
            }

            string value = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart(' ');
            id = line.StartsWith("id:", StringComparison.Ordinal) ? value : id;
            name = line.StartsWith("event:", StringComparison.Ordinal) ? value : name;
            data += line.StartsWith("data:", StringComparison.Ordinal) ? value : "";
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
