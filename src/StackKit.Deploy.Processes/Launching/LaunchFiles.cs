namespace StackKit.Deploy.Processes.Launching;

/// <summary>The files that a process writes. With a file for its result, the exit code can be read even if nobody was there to see it end.</summary>
internal sealed record LaunchFiles(string Start, string Output, string Errors, string? Result);
