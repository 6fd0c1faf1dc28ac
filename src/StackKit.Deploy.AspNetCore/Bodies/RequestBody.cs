using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using StackKit.Deploy.AspNetCore.Problems;

namespace StackKit.Deploy.AspNetCore.Bodies;

/// <summary>Reads the body of a request: JSON, small, shallow, and in time.</summary>
internal static class RequestBody
{
    public const int MaximumBytes = 16 * 1024;

    private const int MaximumDepth = 8;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Reads a body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="timeProvider">The clock of the limit.</param>
    /// <param name="read">Makes something of the root of the document, which is gone afterwards.</param>
    /// <exception cref="ProblemException">It is refused.</exception>
    public static async ValueTask<T> ReadAsync<T>(HttpContext context, TimeProvider timeProvider, Func<JsonElement, T> read)
    {
        if (!IsJson(context.Request))
        {
            throw new ProblemException(Refusals.NotJson);
        }

        ReadOnlyMemory<byte> bytes = await ReadBytesAsync(context, timeProvider).ConfigureAwait(false);
        using JsonDocument document = Parse(bytes);
        return read(document.RootElement);
    }

    // No simple form and no page of another origin can send this type without asking first.
    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers[HeaderNames.ContentEncoding] is [] or ["identity"];

    private static async ValueTask<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext context, TimeProvider timeProvider)
    {
        if (context.Request.ContentLength > MaximumBytes)
        {
            throw new ProblemException(Refusals.TooLarge);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaximumBytes; // the server then gives up an endless body, instead of reading on to keep the connection
        }

        using CancellationTokenSource patience = new(s_patience, timeProvider);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        byte[] buffer = new byte[MaximumBytes + 1];
        try
        {
            int length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop.Token).ConfigureAwait(false);
            return length > MaximumBytes ? throw new ProblemException(Refusals.TooLarge) : buffer.AsMemory(0, length);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new ProblemException(Refusals.TooSlow);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            throw new ProblemException(Refusals.BrokenOff);
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span))
        {
            throw new ProblemException(Refusals.Invalid("body", "must be UTF-8."));
        }

        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaximumDepth });
        }
        catch (JsonException exception)
        {
            throw new ProblemException(Refusals.Invalid("body", FormattableString.Invariant($"is no JSON, or deeper than {MaximumDepth}: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}. Write {{}} where nothing needs to be said.")));
        }
    }
}
