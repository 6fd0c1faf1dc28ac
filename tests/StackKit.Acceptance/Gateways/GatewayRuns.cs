using System.Collections.Concurrent;

namespace StackKit.Acceptance.Gateways;

/// <summary>What has been started and not yet cleaned up; cleaned up at the latest when this process ends, however it does.</summary>
internal static class GatewayRuns
{
    private static readonly ConcurrentDictionary<string, GatewayCluster> s_running = new(StringComparer.Ordinal);

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

        KillShops(mark);
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // somebody else has deleted it, or writes a last line; it is in the folder for temporary files
        }
    }

    /// <summary>Kills the processes of the shop, also those that are only being started.</summary>
    public static void KillShops(string mark)
    {
        while (UnixProcess.FindByArgument(mark) is { Count: > 0 } shops)
        {
            int[] alive = [.. shops.Where(UnixProcess.IsAlive)];
            foreach (int shop in alive)
            {
                UnixProcess.Kill(shop);
            }

            if (alive.Length == 0)
            {
                return;
            }
        }
    }
}
