using System.Diagnostics;

namespace StackKit.Coordination.Sqlite.Tests.Faults;

/// <summary>A file system in memory with a limit, where this process may mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stackkit-disk-");
    private bool _isMounted;

    public string File => Path.Combine(_folder.FullName, "store.db");

    public string Ballast => Path.Combine(_folder.FullName, "ballast");

    /// <summary>Mounts one.</summary>
    /// <returns><see langword="null"/> where that is not allowed.</returns>
    public static async Task<SmallDisk?> TryMountAsync(int kibibytes)
    {
        SmallDisk disk = new();
        disk._isMounted = OperatingSystem.IsLinux() && await RunAsync("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", disk._folder.FullName);
        if (disk._isMounted)
        {
            return disk;
        }

        disk.Dispose();
        return null;
    }

    public async Task MakeReadOnlyAsync() => Assert.True(await RunAsync("mount", "-o", "remount,ro", _folder.FullName));

    public void Dispose()
    {
        if (_isMounted)
        {
            using Process process = Start("umount", "--lazy", _folder.FullName);
            process.WaitForExit();
        }

        _folder.Delete(recursive: true);
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using Process process = Start(program, arguments);
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
}
