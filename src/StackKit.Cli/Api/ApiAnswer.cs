using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StackKit.Cli.Api;

/// <summary>An answer of the server that is no error.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON that was answered.</param>
internal sealed record ApiAnswer(int Status, JsonElement Body)
{
    /// <summary>Reads the body.</summary>
    /// <exception cref="CliException">It is not what the management API answers.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return Body.Deserialize(type) ?? throw new JsonException();
        }
        catch (JsonException exception)
        {
            throw new CliException(ExitCodes.Unexpected, "unreadable-answer", "The server answered something that is not of the management API; is --server right, and is the tool as new as the server?", exception);
        }
    }
}
