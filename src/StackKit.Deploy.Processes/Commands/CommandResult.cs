namespace StackKit.Deploy.Processes.Commands;

/// <summary>How a command ended, and what it wrote.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    private const int MaximumDetail = 3_400;

    /// <summary>Gets the end of what it wrote, for whoever wants to know what happened: at most 3,401 characters.</summary>
    public string Detail
    {
        get
        {
            string errors = End(Errors, Output.Length == 0 ? MaximumDetail : Math.Max(MaximumDetail / 2, MaximumDetail - Output.Length));
            string output = End(Output, MaximumDetail - errors.Length);
            return errors.Length == 0 || output.Length == 0 ? output + errors : $"{output}\n{errors}";
        }
    }

    private static string End(string text, int length) => text.Length > length ? text[^length..] : text;
}
