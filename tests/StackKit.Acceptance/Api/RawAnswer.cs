using System.Globalization;

namespace StackKit.Acceptance.Api;

/// <summary>An answer as it came: 0 stands for a connection that was cut without one.</summary>
internal sealed record RawAnswer(int Status, string Text)
{
    public string Head => Text[..Math.Max(0, Text.IndexOf("\r\n\r\n", StringComparison.Ordinal))];

    public static RawAnswer Parse(string text) =>
        text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? new RawAnswer(int.Parse(text.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture), text) : new RawAnswer(0, text);
}
