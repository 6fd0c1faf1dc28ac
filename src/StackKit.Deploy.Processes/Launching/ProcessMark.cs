using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace StackKit.Deploy.Processes.Launching;

/// <summary>Tells a process from a later one that got the same id: by the boot of the machine and the moment of its start.</summary>
internal static class ProcessMark
{
    private const string BootPath = "/proc/sys/kernel/random/boot_id";
    private const int StateField = 0;
    private const int StartField = 19; // the 22nd of the line, counted after the name, which is the 2nd

    private static readonly string? s_boot = OperatingSystem.IsLinux() && File.Exists(BootPath) ? File.ReadAllText(BootPath).Trim() : null;

    /// <summary>Gets the mark of a process.</summary>
    /// <returns>Null when there is no such process, or when it has ended and nobody has asked how.</returns>
    public static string? Of(int processId)
    {
        if (processId <= 1)
        {
            return null;
        }

        return s_boot is null ? OfStartTime(processId) : OfStatus(processId);
    }

    /// <summary>Gets the mark from a line of <c>/proc/pid/stat</c>.</summary>
    /// <returns>Null when it is none, or that of a process which has ended.</returns>
    public static string? OfStatusLine(string line)
    {
        // The name is in parentheses and may hold anything, parentheses and spaces included.
        int end = line.LastIndexOf(')');
        string[] fields = end < 0 ? [] : line[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StartField && fields[StateField] is not ("Z" or "X") ? $"{s_boot}/{fields[StartField]}" : null;
    }

    private static string? OfStatus(int processId)
    {
        try
        {
            return OfStatusLine(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat")));
        }
        catch (IOException)
        {
            return null; // it ended, before or while it was read
        }
    }

    private static string? OfStartTime(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
