namespace StackKit.Cli.Lint;

/// <summary>Thrown when a file cannot be read as settings.</summary>
internal sealed class PlanFileException : Exception
{
    public PlanFileException(int? line, int? column, string message)
        : base(message)
    {
        Line = line;
        Column = column;
    }

    public PlanFileException(int? line, int? column, string message, Exception inner)
        : base(message, inner)
    {
        Line = line;
        Column = column;
    }

    /// <summary>Gets the line, from 1; null when it is about no line.</summary>
    public int? Line { get; }

    /// <summary>Gets the column in bytes, from 1; null when it is about no place.</summary>
    public int? Column { get; }
}
