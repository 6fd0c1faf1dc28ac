using System.Text.Json;

namespace EnvelopeOutcome;

/// <summary>The first bytes of a response, and the code of the envelope in them.</summary>
/// <remarks>It holds at most <see cref="Limit"/> bytes of a response, however long that is.</remarks>
public sealed class EnvelopePeek
{
    /// <summary>How many bytes are looked at: the code has to be among the first of them.</summary>
    public const int Limit = 256;

    private readonly byte[] _bytes = new byte[Limit];
    private int _length;

    /// <summary>Keeps a copy of what still fits.</summary>
    public void Add(ReadOnlySpan<byte> written)
    {
        int taken = Math.Min(written.Length, Limit - _length);
        written[..taken].CopyTo(_bytes.AsSpan(_length));
        _length += taken;
    }

    /// <summary>Reads the number that is called <c>code</c> at the top of the object.</summary>
    /// <returns>The code; null when the first bytes are no JSON object, or have no such number.</returns>
    public int? ReadCode()
    {
        Utf8JsonReader reader = new(_bytes.AsSpan(0, _length), isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("code"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int code) ? code : null;
                }
            }
        }
        catch (JsonException)
        {
            // Says that it is JSON, and is none.
        }

        return null;
    }
}
