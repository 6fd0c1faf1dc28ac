using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace StackKit.Routing.AspNetCore;

/// <summary>Finds and removes one member in the headers that carry baggage, and leaves the others as they were written.</summary>
internal static class BaggageHeader
{
    /// <summary>Says whether a request brings any baggage, in the header of W3C or in the one that .NET used before.</summary>
    public static bool IsAny(IHeaderDictionary headers) => headers.Baggage.Count > 0 || headers.CorrelationContext.Count > 0;

    /// <summary>Says whether a member is in the headers.</summary>
    public static bool Contains(IHeaderDictionary headers, BaggageKey key) => Contains(headers.Baggage, key) || Contains(headers.CorrelationContext, key);

    /// <summary>Removes all occurrences of a member.</summary>
    public static void Remove(IHeaderDictionary headers, BaggageKey key)
    {
        Remove(headers, HeaderNames.Baggage, headers.Baggage, key);
        Remove(headers, HeaderNames.CorrelationContext, headers.CorrelationContext, key);
    }

    private static bool Contains(in StringValues lines, BaggageKey key)
    {
        foreach (string? line in lines)
        {
            foreach (Range member in line.AsSpan().Split(','))
            {
                if (IsLike(line.AsSpan()[member], key))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void Remove(IHeaderDictionary headers, string name, in StringValues lines, BaggageKey key)
    {
        if (!Contains(in lines, key))
        {
            return;
        }

        string[] rest = [.. lines.Select(line => Remove(line, key)).OfType<string>()];
        if (rest.Length == 0)
        {
            headers.Remove(name);
        }
        else
        {
            headers[name] = rest;
        }
    }

    private static string? Remove(string? line, BaggageKey key)
    {
        string[] members = line is null ? [] : line.Split(',');
        string rest = string.Join(',', members.Where(member => !IsLike(member, key))).Trim();
        return rest.Length == 0 ? null : rest;
    }

    private static bool IsLike(ReadOnlySpan<char> member, BaggageKey key)
    {
        int end = member.IndexOfAny('=', ';');
        return key.IsLike(end < 0 ? member : member[..end]);
    }
}
