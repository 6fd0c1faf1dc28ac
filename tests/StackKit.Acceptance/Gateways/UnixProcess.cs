using System.Globalization;
using System.Runtime.InteropServices;

namespace StackKit.Acceptance.Gateways;

/// <summary>Signals to single processes, by their id, and how they took them. For Linux.</summary>
internal static partial class UnixProcess
{
    private const int KillSignal = 9;
    private const int ContinueSignal = 18;
    private const int StopSignal = 19;

    public static void Kill(int processId) => Send(processId, KillSignal);

    public static void Stop(int processId) => Send(processId, StopSignal);

    public static void Continue(int processId) => Send(processId, ContinueSignal);

    /// <summary>Says whether a process is stopped by a signal.</summary>
    public static bool IsStopped(int processId) => StateOf(processId) is 'T';

    /// <summary>Says whether a process runs, or is stopped: one that has ended and was not waited for does neither.</summary>
    public static bool IsAlive(int processId) => StateOf(processId) is not (null or 'Z' or 'X');

    /// <summary>Finds the processes with an argument.</summary>
    public static IReadOnlyList<int> FindByArgument(string argument)
    {
        List<int> found = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && Array.IndexOf(ReadOf(id, "cmdline").Split('\0'), argument) >= 0)
            {
                found.Add(id);
            }
        }

        return found;
    }

    // The name is in parentheses and may hold anything; the state comes after it.
    private static char? StateOf(int processId)
    {
        string line = ReadOf(processId, "stat");
        int end = line.LastIndexOf(')');
        return end < 0 || end + 2 >= line.Length ? null : line[end + 2];
    }

    private static string ReadOf(int processId, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/{file}"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ""; // it has ended, or is somebody else's
        }
    }

    private static void Send(int processId, int signal)
    {
        if (processId > 1)
        {
            _ = SendSignal(processId, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}
