using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using StackKit.Deploy.Processes.Journal;

namespace StackKit.Deploy.Processes.Launching;

/// <summary>Starts processes that outlive this one, and finds those again that it started.</summary>
internal static class ProcessLauncher
{
    // The process writes its id (on Linux with the moment of its start) before it becomes the program, and only if nobody has given up on it:
    // the file is made by whoever comes first. Its output goes into files, as a pipe would break with this process; a session of its own, or
    // else ignored signals, keep what is typed at the terminal of this process from it. All values are arguments, none is part of the script.
    private const string Script =
        """
        start=$1 output=$2 errors=$3 result=$4
        shift 4
        exec </dev/null >>"$output" 2>>"$errors" || exit 73
        line=$$
        if [ -r "/proc/$$/stat" ]; then read -r line <"/proc/$$/stat"; fi
        set -C
        printf '%s\n' "$line" >"$start" || exit 73
        trap '' HUP INT QUIT
        if [ -z "$result" ]; then exec "$@"; fi
        "$@"
        code=$?
        printf '%s\n' "$code" >"$result.new" && mv "$result.new" "$result"
        exit "$code"
        """;

    private const string Abandoned = "abandoned";

    private static readonly string? s_session = ((string[])["/usr/bin/setsid", "/bin/setsid"]).FirstOrDefault(File.Exists);

    /// <summary>Starts a process.</summary>
    /// <exception cref="ProcessFailedException">The operating system did not start it.</exception>
    public static RunningProcess Start(LaunchPlan plan, LaunchFiles files)
    {
        ProcessStartInfo info = OperatingSystem.IsWindows() ? new ProcessStartInfo(plan.FileName, plan.Arguments) { CreateNoWindow = true } : InShell(plan, files);
        info.UseShellExecute = false;
        info.WorkingDirectory = plan.WorkingDirectory;
        foreach ((string name, string value) in plan.Environment)
        {
            info.Environment[name] = value;
        }

        try
        {
            Process process = Process.Start(info) ?? throw new ProcessFailedException("The operating system started no process.");
            return new RunningProcess(process.Id, ProcessMark.Of(process.Id), process);
        }
        catch (Win32Exception exception)
        {
            throw new ProcessFailedException($"'{Path.GetFileName(plan.FileName)}' could not be started in '{plan.WorkingDirectory}': {exception.Message}", exception);
        }
    }

    /// <summary>Finds the process of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="abandon">True when nobody else may be starting it now: then a start that has not come far enough is prevented.</param>
    /// <returns>Null when it does not run.</returns>
    public static RunningProcess? Find(ProcessRecord record, InstanceFolder folder, bool abandon)
    {
        if (record is { ProcessId: int known, ProcessMark: string mark })
        {
            return Alive(known, mark);
        }

        return record.Start is null || OperatingSystem.IsWindows() ? null : FindStarted(folder.StartOf(record.Start), abandon);
    }

    /// <summary>Finds the process that a file of a start tells of.</summary>
    public static RunningProcess? FindStarted(string path, bool abandon)
    {
        if (abandon && !File.Exists(path) && Directory.Exists(Path.GetDirectoryName(path)))
        {
            try
            {
                using StreamWriter writer = new(new FileStream(path, FileMode.CreateNew, FileAccess.Write));
                writer.WriteLine(Abandoned);
                return null;
            }
            catch (IOException) when (File.Exists(path))
            {
                // The process came first.
            }
        }

        if (!File.Exists(path))
        {
            return null;
        }

        string line = File.ReadAllText(path).Trim();
        if (!int.TryParse(line.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id))
        {
            return null;
        }

        return ProcessMark.OfStatusLine(line) is string mark ? Alive(id, mark) : AliveSince(id, File.GetLastWriteTimeUtc(path));
    }

    private static ProcessStartInfo InShell(LaunchPlan plan, LaunchFiles files)
    {
        string[] shell = ["/bin/sh", "-c", Script, "sh", files.Start, files.Output, files.Errors, files.Result ?? "", plan.FileName, .. plan.Arguments];
        return s_session is null ? new ProcessStartInfo(shell[0], shell[1..]) : new ProcessStartInfo(s_session, shell);
    }

    private static RunningProcess? Alive(int id, string mark) => ProcessMark.Of(id) == mark ? new RunningProcess(id, mark, null) : null;

    // Without the moment of its start: a process that began after the file was written is another one.
    private static RunningProcess? AliveSince(int id, DateTime written)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime() <= written.AddSeconds(1) ? Alive(id, ProcessMark.Of(id) ?? "") : null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
