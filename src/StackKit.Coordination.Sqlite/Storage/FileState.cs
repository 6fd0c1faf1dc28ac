using System.Runtime.InteropServices;

namespace StackKit.Coordination.Sqlite;

/// <summary>Which file a path leads to, and whether it was written to.</summary>
/// <remarks>Windows does not let go of an open file, so there it is enough to know that the file is there.</remarks>
/// <param name="Identity">Which file it is.</param>
/// <param name="IsEmpty">Whether nothing is in it.</param>
/// <param name="Modified">When it was last written to, in nanoseconds of a clock that only tells one moment from another.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct FileState(FileIdentity Identity, bool IsEmpty, long Modified)
{
    private const int NotFound = 2; // ENOENT
    private const int NotAFolder = 20; // ENOTDIR

    /// <summary>Looks where a path leads to. Never opens the file: closing it again would drop the locks of this process.</summary>
    /// <returns>The file, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="IOException">That cannot be found out.</exception>
    public static FileState? Read(string path)
    {
        int result;
        FileState state;
        if (OperatingSystem.IsLinux())
        {
            result = ReadLinux(WorkingFolder, path, 0, Wanted, out LinuxStatus status);
            FileIdentity identity = new(((ulong)status.DeviceMajor << 32) | status.DeviceMinor, status.Number);
            state = new FileState(identity, status.Length == 0, (status.ModifiedSeconds * NanosecondsPerSecond) + status.ModifiedNanoseconds);
        }
        else if (OperatingSystem.IsMacOS())
        {
            result = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? ReadMacX64(path, out MacStatus status) : ReadMac(path, out status);
            FileIdentity identity = new((uint)status.Device, status.Number);
            state = new FileState(identity, status.Length == 0, (status.ModifiedSeconds * NanosecondsPerSecond) + status.ModifiedNanoseconds);
        }
        else
        {
            return File.Exists(path) ? default(FileState) : null;
        }

        return result == 0 ? state
            : Marshal.GetLastPInvokeError() is NotFound or NotAFolder ? null
            : throw new IOException($"'{path}' cannot be looked at: {Marshal.GetLastPInvokeErrorMessage()}.");
    }
}
