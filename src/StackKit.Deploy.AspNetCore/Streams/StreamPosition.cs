using System.Globalization;
using StackKit.Deploy.AspNetCore.Problems;

namespace StackKit.Deploy.AspNetCore.Streams;

/// <summary>After which event a client wants to go on.</summary>
internal static class StreamPosition
{
    /// <summary>Reads it. What the browser remembers outweighs what the address said in the beginning.</summary>
    /// <exception cref="ProblemException">It is no number of an event.</exception>
    public static long Read(string? after, string? lastEventId) =>
        !string.IsNullOrEmpty(lastEventId) ? Parse("Last-Event-ID", lastEventId) : !string.IsNullOrEmpty(after) ? Parse("after", after) : 0;

    private static long Parse(string field, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            ? sequence
            : throw new ProblemException(Refusals.Invalid(field, "must be the sequence of an event, a whole number from 0."));
}
