using System.Text.Json.Serialization;

namespace StackKit.Deploy.AspNetCore.Problems;

/// <summary>Why something was refused, as RFC 9457 writes it.</summary>
internal sealed record Problem
{
    /// <summary>Gets the kind of problem: <c>urn:stackkit:deploy:</c> and the code.</summary>
    public string Type => $"urn:stackkit:deploy:{Code}";

    /// <summary>Gets what is wrong in a few words, always the same for the same code.</summary>
    public required string Title { get; init; }

    /// <summary>Gets the HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>Gets what is wrong this time, and what to write or do.</summary>
    public required string Detail { get; init; }

    /// <summary>Gets a short word for programs.</summary>
    public required string Code { get; init; }

    /// <summary>Gets what is wrong with which field; null when it is about none.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Gets after how many seconds to try again; null when that is no use.</summary>
    [JsonIgnore]
    public int? RetryAfter { get; init; }
}
