using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace StackKit.Webhooks;

/// <summary>Sends one request and understands the answer.</summary>
/// <remarks>
/// Has a client of its own, since what the client factory adds would log addresses. Redirects are not followed: where events go is said by the
/// configuration alone.
/// </remarks>
internal sealed class WebhookSender(EndpointCatalog endpoints, TimeProvider timeProvider) : IDisposable
{
    private const int MaximumHeader = 128;

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly MediaTypeHeaderValue s_mediaType = new("application/json", "utf-8");

    private readonly TimeSpan _maximumRetryAfter = endpoints.Options.MaximumRetryAfter;

    private readonly HttpClient _client = new(CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Posts an event. Never throws because of the receiver.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; whether the receiver has it is open.</exception>
    public async Task<SendResult> SendAsync(Endpoint endpoint, OutboxEntry entry, string name, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(endpoint.Timeout, timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using HttpRequestMessage request = CreateRequest(endpoint, entry, name);
            using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return await JudgeAsync(endpoint.Template, response, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return Failed("timeout");
        }
        catch (HttpRequestException exception)
        {
            return Failed(exception.HttpRequestError.ToString());
        }
#pragma warning disable CA1031 // whatever the receiver does is a failed attempt; the message could hold the address, so only the type is told
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Failed(exception.GetType().Name);
        }
    }

    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 64 * 1024,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // addresses of receivers change
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        ActivityHeadersPropagator = null, // no trace of the platform either, since it would show the address
    };

    private static SendResult Failed(string reason) => new(SendOutcome.Failed, reason, null);

    private static SendOutcome OutcomeOf(HttpStatusCode status) => status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => SendOutcome.Delivered,
        HttpStatusCode.RequestTimeout or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests => SendOutcome.Failed,
        >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError => SendOutcome.Refused,
        _ => SendOutcome.Failed,
    };

    private static byte[] WriteBody(Endpoint endpoint, OutboxEntry entry, DateTimeOffset now)
    {
        using MemoryStream body = new();
        using (Utf8JsonWriter json = new(body, s_json))
        {
            endpoint.Template.Write(json, entry, now, endpoint.Secret);
        }

        return body.ToArray();
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, int maximum, CancellationToken cancellationToken)
    {
        using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] answer = new byte[maximum];
        int length = await stream.ReadAtLeastAsync(answer, maximum, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return answer[..length];
    }

    private HttpRequestMessage CreateRequest(Endpoint endpoint, OutboxEntry entry, string name)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        byte[] body = WriteBody(endpoint, entry, now);
        HttpRequestMessage request = new(HttpMethod.Post, endpoint.Template.AddressOf(endpoint.Url, now, endpoint.Secret)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = s_mediaType;
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("StackKit.Webhooks", null));
        foreach ((string header, string value) in endpoint.Headers)
        {
            request.Headers.Remove(header);
            request.Headers.TryAddWithoutValidation(header, value);
        }

        request.Headers.TryAddWithoutValidation("Idempotency-Key", name);
        request.Headers.TryAddWithoutValidation("X-StackKit-Event", BoundedText.ToPlain(entry.Kind, MaximumHeader));
        request.Headers.TryAddWithoutValidation("X-StackKit-Delivery", Guid.NewGuid().ToString("N"));
        request.Headers.TryAddWithoutValidation("X-StackKit-Timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (endpoint.SignsHeader)
        {
            request.Headers.TryAddWithoutValidation(WebhookSignature.HeaderName, WebhookSignature.Create(now, body, endpoint.Secret!));
        }

        return request;
    }

    private async Task<SendResult> JudgeAsync(ITemplate template, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        SendOutcome outcome = OutcomeOf(response.StatusCode);
        if (outcome == SendOutcome.Delivered && template.AnswerBytes > 0)
        {
            byte[] answer = await ReadAsync(response.Content, template.AnswerBytes, cancellationToken).ConfigureAwait(false);
            if (template.FindFault(answer) is string fault)
            {
                return Failed(fault);
            }
        }

        return new SendResult(outcome, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture), outcome == SendOutcome.Failed ? FindRetryAfter(response) : null);
    }

    private TimeSpan? FindRetryAfter(HttpResponseMessage response)
    {
        RetryConditionHeaderValue? header = response.Headers.RetryAfter;
        TimeSpan? wish = header?.Delta ?? header?.Date - timeProvider.GetUtcNow();
        return wish is not { } pause ? null
            : pause < TimeSpan.Zero ? TimeSpan.Zero
            : pause > _maximumRetryAfter ? _maximumRetryAfter
            : pause;
    }
}
