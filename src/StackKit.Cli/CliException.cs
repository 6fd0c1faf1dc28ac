namespace StackKit.Cli;

/// <summary>Ends a command with a message for people, a word for programs and an exit code.</summary>
internal sealed class CliException : Exception
{
    public CliException(int exitCode, string code, string message)
        : base(message)
    {
        ExitCode = exitCode;
        Code = code;
    }

    public CliException(int exitCode, string code, string message, Exception inner)
        : base(message, inner)
    {
        ExitCode = exitCode;
        Code = code;
    }

    public int ExitCode { get; }

    /// <summary>Gets a short word for programs, such as <c>refused</c>.</summary>
    public string Code { get; }

    /// <summary>Gets the HTTP status that was answered; null when there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>Gets what was wrong, by field; empty when no field was named.</summary>
    public IReadOnlyDictionary<string, string[]> Fields { get; init; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    public static CliException BadInput(string message) => new(ExitCodes.BadInput, "bad-input", message);
}
