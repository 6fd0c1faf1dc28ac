using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace StackKit.Deploy.Processes.Launching;

/// <summary>Signals, which .NET cannot send.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class UnixSignals
{
    private const int Terminate = 15;
    private const int Kill = 9;

    /// <summary>Asks every process of a group to end; the process alone when it leads none.</summary>
    public static void SendTerminate(int processId) => Send(processId, Terminate);

    /// <summary>Ends every process of a group; the process alone when it leads none.</summary>
    public static void SendKill(int processId) => Send(processId, Kill);

    /// <summary>Ends what is left of a group.</summary>
    public static void KillGroup(int group)
    {
        if (group > 1)
        {
            _ = SendSignal(-group, Kill);
        }
    }

    public static bool LeadsGroup(int processId) => processId > 1 && GroupOf(processId) == processId;

    // 0, 1 and negative numbers mean something else than a process.
    private static void Send(int processId, int signal)
    {
        if (processId > 1)
        {
            _ = SendSignal(LeadsGroup(processId) ? -processId : processId, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "getpgid", SetLastError = true)]
    private static partial int GroupOf(int processId);
}
