using System.Globalization;

namespace StackKit.Deploy.Processes.Launching;

/// <summary>Measures memory: what a process uses, and what is left for more of them. Known on Linux only.</summary>
internal static class FreeMemory
{
    private const string Limit = "/sys/fs/cgroup/memory.max";
    private const string Used = "/sys/fs/cgroup/memory.current";

    /// <summary>Gets how many bytes of memory a process occupies; null when that is not known.</summary>
    public static long? OfProcess(int processId) =>
        ReadKilobytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status"), "VmRSS:");

    /// <summary>Gets how many bytes are free: of the machine, and of the limit that this process and its children have, whichever is less; null when that is not known.</summary>
    public static long? Available()
    {
        long? machine = ReadKilobytes("/proc/meminfo", "MemAvailable:");
        return ReadNumber(Limit) is long limit && ReadNumber(Used) is long used && machine is long free ? Math.Min(free, Math.Max(0, limit - used)) : machine;
    }

    private static long? ReadKilobytes(string path, string field)
    {
        string[] lines = ReadLines(path);
        string? line = Array.Find(lines, l => l.StartsWith(field, StringComparison.Ordinal));
        string? number = line?[field.Length..].Trim().Split(' ')[0];
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long kilobytes) ? kilobytes * 1024 : null;
    }

    // "max" means that there is no limit.
    private static long? ReadNumber(string path) =>
        ReadLines(path) is [string line, ..] && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
