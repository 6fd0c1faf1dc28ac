using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StackKit.Coordination.Sqlite.Tests.Faults;

/// <summary>Makes the system refuse what this process writes to a file that it has open.</summary>
internal static partial class FailingFile
{
    /// <summary>Puts a handle that can only read into the place of every handle to the file.</summary>
    public static void RefuseWrites(string file)
    {
        using SafeFileHandle readOnly = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        int source = (int)readOnly.DangerousGetHandle();
        int replaced = 0;
        foreach (string link in Directory.GetFiles("/proc/self/fd"))
        {
            int handle = int.Parse(Path.GetFileName(link));
            if (handle != source && new FileInfo(link).LinkTarget == file)
            {
                Assert.Equal(handle, Replace(source, handle));
                replaced++;
            }
        }

        Assert.True(replaced > 0, $"{file} is not open.");
    }

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Replace(int source, int destination);
}
