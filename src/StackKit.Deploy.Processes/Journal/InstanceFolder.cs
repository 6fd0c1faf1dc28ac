namespace StackKit.Deploy.Processes.Journal;

/// <summary>The files of one instance.</summary>
internal sealed record InstanceFolder(string Path)
{
    public const string RecordName = "instance.json";

    private const string StartPrefix = "start-";

    public string Record => System.IO.Path.Combine(Path, RecordName);

    public string Output => System.IO.Path.Combine(Path, "stdout.log");

    public string Errors => System.IO.Path.Combine(Path, "stderr.log");

    /// <summary>Gets the file into which a process writes its id before it becomes the program.</summary>
    public string StartOf(string start) => System.IO.Path.Combine(Path, $"{StartPrefix}{start}", "process");

    /// <summary>Puts the output of the last start aside; that of the start before it is dropped.</summary>
    public void RotateLogs()
    {
        foreach (string log in (string[])[Output, Errors])
        {
            if (File.Exists(log))
            {
                File.Move(log, System.IO.Path.ChangeExtension(log, "previous.log"), overwrite: true);
            }
        }
    }

    /// <summary>Makes the folder of a start and drops those before: a process that was about to begin for one of them can no longer.</summary>
    public void BeginStart(string start)
    {
        DeleteStarts();
        DurableFile.CreateFolder(System.IO.Path.GetDirectoryName(StartOf(start))!);
    }

    public void DeleteStarts()
    {
        foreach (string start in Directory.EnumerateDirectories(Path, $"{StartPrefix}*"))
        {
            Directory.Delete(start, recursive: true);
        }
    }
}
