using System.Text;
using System.Text.Json;

namespace StackKit.Cli.Output;

/// <summary>Writes one JSON document: ASCII only, so that no text in it can reach the terminal as a control character.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true };

    public static void Write(TextWriter output, JsonElement document) => Write(output, document.WriteTo);

    public static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, s_options))
        {
            write(writer);
        }

        output.WriteLine(Encoding.ASCII.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).Replace("\u007f", "\\u007f", StringComparison.Ordinal));
    }
}
