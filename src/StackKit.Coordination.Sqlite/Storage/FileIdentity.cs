using System.Runtime.InteropServices;

namespace StackKit.Coordination.Sqlite;

/// <summary>Which file a path leads to: its device and its number there. Two files that exist at the same time differ.</summary>
/// <remarks>Windows does not let go of an open file, so there it is enough to know that the file is there.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct FileIdentity(ulong Device, ulong Number)
{
    private const int NotFound = 2; // ENOENT
    private const int NotAFolder = 20; // ENOTDIR

    /// <summary>Looks where a path leads to. Never opens the file: closing it again would drop the locks of this process.</summary>
    /// <returns>The file, or <see langword="null"/> when there is none.</returns>
    /// <exception cref="IOException">That cannot be found out.</exception>
    public static FileIdentity? Read(string path) => Read(path, out _);

    /// <summary>Looks where a path leads to, and how much is there.</summary>
    public static FileIdentity? Read(string path, out long length)
    {
        int result;
        FileIdentity identity;
        if (OperatingSystem.IsLinux())
        {
            result = ReadLinux(WorkingFolder, path, 0, WantNumber | WantLength, out LinuxStatus status);
            length = status.Length;
            identity = new FileIdentity(((ulong)status.DeviceMajor << 32) | status.DeviceMinor, status.Number);
        }
        else if (OperatingSystem.IsMacOS())
        {
            result = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? ReadMacX64(path, out MacStatus status) : ReadMac(path, out status);
            length = status.Length;
            identity = new FileIdentity((uint)status.Device, status.Number);
        }
        else
        {
            FileInfo file = new(path);
            length = file.Exists ? file.Length : 0;
            return file.Exists ? default(FileIdentity) : null;
        }

        return result == 0 ? identity
            : Marshal.GetLastPInvokeError() is NotFound or NotAFolder ? null
            : throw new IOException($"'{path}' cannot be looked at: {Marshal.GetLastPInvokeErrorMessage()}.");
    }
}
