using System.Buffers;
using System.Globalization;

namespace StackKit.Routing.AspNetCore;

/// <summary>The key of a member of the baggage, together with every other spelling that some parser further inside could take for it.</summary>
internal sealed class BaggageKey
{
    private const int StackLimit = 256;

    private static readonly SearchValues<char> s_disguises = SearchValues.Create("%+");

    private readonly string _plain;

    public BaggageKey(string name)
    {
        Name = name;
        _plain = Trim(Decode(name, new char[name.Length])).ToString();
    }

    public string Name { get; }

    /// <summary>Says whether a key is this one or could become it: in other case, percent-encoded any number of times, or among white space.</summary>
    public bool IsLike(ReadOnlySpan<char> key)
    {
        key = Trim(key);
        if (key.Length < _plain.Length)
        {
            return false;
        }

        if (!key.ContainsAny(s_disguises))
        {
            return key.Equals(_plain, StringComparison.OrdinalIgnoreCase);
        }

        Span<char> buffer = key.Length <= StackLimit ? stackalloc char[StackLimit] : new char[key.Length];
        return Trim(Decode(key, buffer)).Equals(_plain, StringComparison.OrdinalIgnoreCase);
    }

    // Parsers of forms read a plus as a space; others may skip control characters.
    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> key)
    {
        int start = 0;
        int end = key.Length;
        while (start < end && IsEdge(key[start]))
        {
            start++;
        }

        while (end > start && IsEdge(key[end - 1]))
        {
            end--;
        }

        return key[start..end];

        static bool IsEdge(char c) => c is <= ' ' or '+' or >= '\u007f';
    }

    // Each service on the way may decode once. What one decoding leaves as an escape is decoded at once, so that nesting costs no further pass.
    private static ReadOnlySpan<char> Decode(ReadOnlySpan<char> key, Span<char> buffer)
    {
        int length = 0;
        foreach (char c in key)
        {
            buffer[length++] = c;
            while (length >= 3 && buffer[length - 3] == '%' && byte.TryParse(buffer.Slice(length - 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte decoded))
            {
                length -= 2;
                buffer[length - 1] = (char)decoded;
            }
        }

        return buffer[..length];
    }
}
