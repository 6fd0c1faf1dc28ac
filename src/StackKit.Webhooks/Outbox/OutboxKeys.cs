using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace StackKit.Webhooks;

/// <summary>Where an endpoint keeps what in the store.</summary>
internal readonly record struct OutboxKeys(string Endpoint)
{
    /// <summary>Gets the key that the process which delivers holds under its lease.</summary>
    public string Leader => $"{Root}/leader/current";

    /// <summary>Gets the events that wait.</summary>
    public string Outbox => $"{Root}/outbox/";

    /// <summary>Gets the marks of the events that are finished.</summary>
    public string Finished => $"{Root}/finished/";

    private string Root => $"webhooks/{Endpoint.ToLowerInvariant()}";

    /// <summary>Makes a name of an event id, which may have any characters and any length: the same id has the same name, and no other id has it.</summary>
    public static string NameOf(string eventId) => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(eventId.AsSpan())));

    public static string LastOf(string key) => key[(key.LastIndexOf('/') + 1)..];

    public string Waiting(string name) => Outbox + name;

    public string Mark(string name) => Finished + name;
}
