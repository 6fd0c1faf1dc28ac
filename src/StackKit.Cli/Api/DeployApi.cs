using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Polly.Retry;

namespace StackKit.Cli.Api;

/// <summary>Speaks to the management API. What only reads is tried again; a command is sent once.</summary>
internal sealed class DeployApi : IDisposable
{
    private const int LargestAnswer = 8 * 1024 * 1024;

    private static readonly TimeSpan s_requestTimeout = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client;
    private readonly ServerSettings _settings;
    private readonly TimeProvider _timeProvider;
    private readonly ResiliencePipeline _retry;

    public DeployApi(ServerSettings settings, TimeProvider timeProvider)
    {
        _settings = settings;
        _timeProvider = timeProvider;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // a token must not be carried elsewhere
            ConnectTimeout = TimeSpan.FromSeconds(10),
            UseCookies = false,
            UseProxy = !settings.Address.IsLoopback,
        })
        {
            BaseAddress = settings.Address,
            MaxResponseContentBufferSize = LargestAnswer,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("stackkit", typeof(DeployApi).Assembly.GetName().Version?.ToString(3) ?? "0"));
        _retry = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<CliException>(static e => e.ExitCode == ExitCodes.NotReachable),
                MaxRetryAttempts = 3,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(2),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
    }

    /// <summary>Asks for something, and again when nobody answered.</summary>
    public async Task<ApiAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        await _retry.ExecuteAsync(async token => await GetOnceAsync(path, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Asks for something once.</summary>
    public async Task<ApiAnswer> GetOnceAsync(string path, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request(HttpMethod.Get, path, "application/json");
        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for a text, and again when nobody answered.</summary>
    public async Task<string> GetTextAsync(string path, CancellationToken cancellationToken) =>
        await _retry.ExecuteAsync(
            async token =>
            {
                using HttpRequestMessage request = Request(HttpMethod.Get, path, "text/plain");
                return await SendAsync(request, async (response, stop) => await response.Content.ReadAsStringAsync(stop).ConfigureAwait(false), token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Gives a command, once.</summary>
    public async Task<ApiAnswer> PostAsync<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request(HttpMethod.Post, path, "application/json");
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens the events of a rollout as a stream; a server that has none answers with a list instead.</summary>
    public async Task<HttpResponseMessage> OpenEventsAsync(string path, long after, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request(HttpMethod.Get, path, "text/event-stream");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json", 0.5));
        if (after > 0)
        {
            request.Headers.TryAddWithoutValidation("Last-Event-ID", FormattableString.Invariant($"{after}"));
        }

        using CancellationTokenSource limit = new(s_requestTimeout, _timeProvider);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw ApiFailures.Of((int)response.StatusCode, "", []);
        }
    }

    /// <summary>Asks for something without waiting longer than the limit, on this thread; null when it did not work. For completion, which has no way to report anything.</summary>
    public JsonElement? TryGet(string path, TimeSpan limit)
    {
        using CancellationTokenSource stop = new(limit, _timeProvider);
        try
        {
            using HttpRequestMessage request = Request(HttpMethod.Get, path, "application/json");
            using HttpResponseMessage response = _client.Send(request, stop.Token);
            using Stream body = response.Content.ReadAsStream(stop.Token);
            return response.IsSuccessStatusCode ? JsonDocument.Parse(body).RootElement.Clone() : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException or JsonException)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string path, string accept)
    {
        HttpRequestMessage request = new(method, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        _settings.Apply(request);
        return request;
    }

    private Task<ApiAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => SendAsync(
        request,
        static async (response, token) =>
        {
            byte[] body = await response.Content.ReadAsByteArrayAsync(token).ConfigureAwait(false);
            return new ApiAnswer((int)response.StatusCode, Parse(body));
        },
        cancellationToken);

    private async Task<T> SendAsync<T>(HttpRequestMessage request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(s_requestTimeout, _timeProvider);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, both.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return await read(response, both.Token).ConfigureAwait(false);
            }

            byte[] body = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
            throw ApiFailures.Of((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", body);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CliException(ExitCodes.NotReachable, "not-reachable", $"{_settings.Address.GetLeftPart(UriPartial.Path)} does not answer: {Reason(exception)} Is the application running, and is --server right?", exception);
        }
    }

    private static string Reason(Exception exception) => exception is OperationCanceledException
        ? FormattableString.Invariant($"nothing came within {s_requestTimeout.TotalSeconds} s.")
        : exception.GetBaseException().Message.TrimEnd('.') + ".";

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new CliException(ExitCodes.Unexpected, "unreadable-answer", "The server answered with something that is not JSON; is --server the address of the management API?", exception);
        }
    }
}
