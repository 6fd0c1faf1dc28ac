using System.Globalization;
using System.Text;
using System.Text.Json;

namespace StackKit.Cli.Lint;

/// <summary>On which line of a JSON file each setting is written.</summary>
internal sealed class JsonPositions
{
    private const int Deepest = 64;

    private readonly Dictionary<string, int> _lines = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets how many settings there are, sections included.</summary>
    public int Count => _lines.Count;

    /// <summary>Reads a file with comments and trailing commas, as configuration allows them.</summary>
    /// <exception cref="PlanFileException">It is not JSON, too deep, not an object, or says a thing twice.</exception>
    public static JsonPositions Read(byte[] json)
    {
        ReadOnlySpan<byte> content = json.AsSpan().StartsWith("\uFEFF"u8) ? json.AsSpan(3) : json;
        JsonPositions positions = new();
        Utf8JsonReader reader = new(content, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = Deepest });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw new PlanFileException(1, 1, "The file must hold a JSON object: begin with { and end with }.");
            }

            positions.ReadAll(ref reader, content);
            return positions;
        }
        catch (JsonException exception)
        {
            string message = exception.Message.Split(" LineNumber:", 2)[0];
            throw new PlanFileException((int?)(exception.LineNumber + 1), (int?)(exception.BytePositionInLine + 1), $"This is not JSON: {message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new PlanFileException(null, null, "The file has text that is not UTF-8.", exception);
        }
    }

    /// <summary>Finds the line, from 1; null when the setting is not written.</summary>
    public int? LineOf(string path) => _lines.TryGetValue(path, out int line) ? line : null;

    private void ReadAll(ref Utf8JsonReader reader, ReadOnlySpan<byte> content)
    {
        Stack<(string Path, int Index)> open = new();
        string next = "";
        int line = 1;
        int counted = 0;
        open.Push(("", -1));
        while (reader.Read())
        {
            int at = (int)reader.TokenStartIndex;
            line += content[counted..at].Count((byte)'\n');
            counted = at;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    next = Join(open.Peek().Path, reader.GetString()!);
                    Add(next, line);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    continue;
                default:
                    break;
            }

            if (open.Peek() is { Index: >= 0 } array)
            {
                next = Join(array.Path, array.Index.ToString(CultureInfo.InvariantCulture));
                Add(next, line);
                open.Pop();
                open.Push((array.Path, array.Index + 1));
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open.Push((next, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                _ = reader.GetString(); // broken escapes and bytes are found here
            }
        }
    }

    private void Add(string path, int line)
    {
        if (!_lines.TryAdd(path, line))
        {
            throw new PlanFileException(line, null, $"{path} is written a second time (first in line {_lines[path].ToString(CultureInfo.InvariantCulture)}; upper and lower case are the same); keep one.");
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : new StringBuilder(path).Append(':').Append(name).ToString();
}
