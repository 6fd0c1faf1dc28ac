using System.Text.Json;

namespace StackKit.Webhooks;

/// <summary>Writes events for one kind of receiver, and understands its answers. Stateless.</summary>
internal interface ITemplate
{
    /// <summary>Gets the most bytes of the answer that have to be read to understand it; 0 when its status says everything.</summary>
    int AnswerBytes { get; }

    /// <summary>Writes the body.</summary>
    void Write(Utf8JsonWriter json, OutboxEntry entry, DateTimeOffset now, string? secret);

    /// <summary>Gets the address, to which some receivers want the signature added.</summary>
    Uri AddressOf(Uri url, DateTimeOffset now, string? secret);

    /// <summary>Says what is wrong according to an answer with a status of success, in a few letters or digits; null when nothing is.</summary>
    string? FindFault(ReadOnlyMemory<byte> answer);
}
