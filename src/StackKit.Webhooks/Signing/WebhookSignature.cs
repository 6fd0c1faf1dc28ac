using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StackKit.Webhooks;

/// <summary>Makes and verifies the signature of webhooks that are written as JSON.</summary>
/// <remarks>
/// The header is <c>t=&lt;seconds since 1970&gt;,v1=&lt;hex&gt;</c>, where v1 is the HMAC-SHA256 of the time, a full stop and the body as it
/// was received, with the UTF-8 bytes of the secret as the key. Thread-safe.
/// </remarks>
public static class WebhookSignature
{
    /// <summary>The name of the header.</summary>
    public const string HeaderName = "X-StackKit-Signature";

    // Enough for a few signatures under several secrets.
    private const int MaximumHeaderLength = 1024;

    /// <summary>Says whether a request was signed with the secret not long ago.</summary>
    /// <remarks>
    /// Compares in constant time. Verify the bytes as they were received, before anything parses them, and then treat repetitions by the
    /// <c>Idempotency-Key</c>: a signature proves who sent it, not that it comes only once.
    /// </remarks>
    /// <param name="header">The value of <see cref="HeaderName"/>; <see langword="null"/> or malformed is not verified.</param>
    /// <param name="body">The body of the request.</param>
    /// <param name="secret">The secret that was agreed on.</param>
    /// <param name="tolerance">How far the clocks may differ, in both directions; 5 minutes is usual. Not negative.</param>
    /// <param name="timeProvider">The clock of the receiver.</param>
    /// <returns><see langword="true"/> when it is genuine and recent.</returns>
    /// <exception cref="ArgumentException"><paramref name="secret"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tolerance"/> is negative.</exception>
    public static bool Verify(string? header, ReadOnlySpan<byte> body, string secret, TimeSpan tolerance, TimeProvider timeProvider)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        ArgumentOutOfRangeException.ThrowIfLessThan(tolerance, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(timeProvider);
        if (header is null || header.Length > MaximumHeaderLength || FindTime(header) is not long seconds)
        {
            return false;
        }

        long now = timeProvider.GetUtcNow().ToUnixTimeSeconds();
        if (Math.Abs((decimal)now - seconds) > (decimal)tolerance.TotalSeconds)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Compute(seconds, body, secret, expected);
        return HasSignature(header, expected);
    }

    /// <summary>Makes the value of the header.</summary>
    internal static string Create(DateTimeOffset time, ReadOnlySpan<byte> body, string secret)
    {
        long seconds = time.ToUnixTimeSeconds();
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Compute(seconds, body, secret, hash);
        return string.Create(CultureInfo.InvariantCulture, $"t={seconds},v1={Convert.ToHexStringLower(hash)}");
    }

    private static void Compute(long seconds, ReadOnlySpan<byte> body, string secret, Span<byte> hash)
    {
        using IncrementalHash hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.")));
        hmac.AppendData(body);
        hmac.GetHashAndReset(hash);
    }

    // The one time of the header; two of them would leave open which one counts.
    private static long? FindTime(ReadOnlySpan<char> header)
    {
        long? time = null;
        foreach (Range range in header.Split(','))
        {
            ReadOnlySpan<char> part = header[range].Trim();
            if (!part.StartsWith("t=", StringComparison.Ordinal))
            {
                continue;
            }

            if (time is not null || !long.TryParse(part[2..], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
            {
                return null;
            }

            time = seconds;
        }

        return time;
    }

    private static bool HasSignature(ReadOnlySpan<char> header, ReadOnlySpan<byte> expected)
    {
        bool found = false;
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (Range range in header.Split(','))
        {
            ReadOnlySpan<char> part = header[range].Trim();
            if (part.StartsWith("v1=", StringComparison.Ordinal)
                && part.Length == 3 + (2 * HMACSHA256.HashSizeInBytes)
                && Convert.FromHexString(part[3..], given, out _, out _) == OperationStatus.Done)
            {
                found |= CryptographicOperations.FixedTimeEquals(given, expected);
            }
        }

        return found;
    }
}
