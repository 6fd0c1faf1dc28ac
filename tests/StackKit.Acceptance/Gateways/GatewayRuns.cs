using System.Collections.Concurrent;

namespace StackKit.Acceptance.Gateways;

/// <summary>What has been started and not yet cleaned up; cleaned up at the latest when this process ends, however it does.</summary>
internal static class GatewayRuns
{
    private static readonly ConcurrentDictionary<string, GatewayCluster> s_running = new(StringComparer.Ordinal);

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    static GatewayRuns() => AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
    {
        foreach (GatewayCluster cluster in s_running.Values)
        {
            CleanUp(cluster.Folder, cluster.Mark, cluster.ProcessIds);
        }
    };

    public static void Add(GatewayCluster cluster) => s_running[cluster.Mark] = cluster;

    public static void Remove(GatewayCluster cluster) => s_running.TryRemove(cluster.Mark, out _);

    /// <summary>Kills the gateways, then the processes of the shop, and deletes the folder.</summary>
    public static void CleanUp(string folder, string mark, IReadOnlyCollection<int> gateways)
    {
        foreach (int gateway in gateways)
        {
            UnixProcess.Kill(gateway);
        }

        SpinWait.SpinUntil(() => !gateways.Any(UnixProcess.IsAlive), s_patience);
        KillShops(mark);
        SpinWait.SpinUntil(() => IsDeleted(folder), s_patience);
    }

    /// <summary>Kills the processes of the shop, also those that are only being started.</summary>
    public static void KillShops(string mark)
    {
        SpinWait.SpinUntil(
            () =>
            {
                int[] alive = [.. UnixProcess.FindByArgument(mark).Where(UnixProcess.IsAlive)];
                Array.ForEach(alive, UnixProcess.Kill);
                return alive.Length == 0;
            },
            s_patience);
    }

    // Whoever is being killed may still write a last line.
    private static bool IsDeleted(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
