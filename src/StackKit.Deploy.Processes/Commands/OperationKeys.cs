namespace StackKit.Deploy.Processes.Commands;

/// <summary>Keys of operations, which go into the environment of commands.</summary>
internal static class OperationKeys
{
    private const int MaximumLength = 1024;

    /// <summary>Gets the key back.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string Require(string? key) => key is { Length: > 0 and <= MaximumLength } && !key.Any(char.IsControl)
        ? key
        : throw new ArgumentException(FormattableString.Invariant($"The key of an operation must be 1 to {MaximumLength} characters, none of them a control character."), nameof(key));
}
