namespace StackKit.Deploy;

/// <summary>What exactly a version is, so that the history tells which bytes ran.</summary>
public sealed record VersionArtifact
{
    /// <summary>The longest <see cref="Uri"/> and <see cref="Checksum"/>, in characters.</summary>
    public const int MaximumLength = 1024;

    /// <summary>Gets the path or URI of what runs, such as <c>/srv/shop/2/Shop.dll</c> or <c>oci://registry/shop@sha256:…</c>.</summary>
    public required string Uri { get; init; }

    /// <summary>Gets its checksum with the name of the algorithm, such as <c>sha256:9f86d0…</c>; null when it is not known.</summary>
    public string? Checksum { get; init; }

    /// <summary>Throws when a member is empty, too long or has control characters.</summary>
    internal static void ThrowIfInvalid(VersionArtifact? artifact, string parameterName)
    {
        if (artifact is not null && (!IsText(artifact.Uri) || (artifact.Checksum is not null && !IsText(artifact.Checksum))))
        {
            throw new ArgumentException(FormattableString.Invariant($"Uri and Checksum must be 1 to {MaximumLength} characters without control characters; Checksum may be null."), parameterName);
        }
    }

    private static bool IsText(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaximumLength && !text.Any(char.IsControl);
}
