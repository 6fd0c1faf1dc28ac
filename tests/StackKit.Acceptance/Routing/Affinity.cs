using System.Runtime.InteropServices;

namespace StackKit.Acceptance.Routing;

/// <summary>Puts threads on one processor.</summary>
internal static class Affinity
{
    /// <summary>Lets the current thread run only on the first processor that the process may use (Linux).</summary>
    public static void PinThread()
    {
        ulong[] mask = new ulong[16];
        int size = mask.Length * sizeof(ulong);
        if (GetAffinity(0, size, mask) < 0)
        {
            throw new InvalidOperationException("The processors of the thread cannot be read.");
        }

        int word = Array.FindIndex(mask, bits => bits != 0);
        ulong[] one = new ulong[16];
        one[word] = mask[word] & (~mask[word] + 1); // its lowest bit
        if (SetAffinity(0, size, one) != 0)
        {
            throw new InvalidOperationException("The thread cannot be put on one processor.");
        }
    }

    [DllImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetAffinity(int thread, nint size, [Out] ulong[] mask);

    [DllImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetAffinity(int thread, nint size, ulong[] mask);
}
