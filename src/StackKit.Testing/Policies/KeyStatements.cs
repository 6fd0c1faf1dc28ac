using StackKit.Routing;
using static StackKit.Testing.PolicyScene;

namespace StackKit.Testing;

/// <summary>Statements about policies that keep keys.</summary>
internal static class KeyStatements
{
    private const int Keys = 10_000;

    public static void KeepsKeys(PolicyScene scene)
    {
        Endpoint[] endpoints = CreateEndpoints(10);
        Router router = scene.CreateRouter(endpoints);
        string[] first = Assign(scene, router);

        Require(first.SequenceEqual(Assign(scene, router), StringComparer.Ordinal), $"A key got another endpoint the second time.");
        Require(first.SequenceEqual(Assign(scene, scene.CreateRouter(endpoints)), StringComparer.Ordinal), $"Another policy object assigns keys otherwise.");
        Array.Reverse(endpoints);
        Require(first.SequenceEqual(Assign(scene, scene.CreateRouter(endpoints)), StringComparer.Ordinal), $"The order of the endpoints changes which key gets which.");
    }

    public static void MovesFewKeys(PolicyScene scene)
    {
        Endpoint[] endpoints = CreateEndpoints(10);
        string[] before = Assign(scene, scene.CreateRouter(endpoints));
        string[] after = Assign(scene, scene.CreateRouter(endpoints[1..]));
        int moved = before.Zip(after).Count(static pair => pair.First != pair.Second);
        int own = before.Count(static id => id == "e0");

        Require(moved <= own + (Keys / 10), $"Without an endpoint that had {own} keys, {moved} of {Keys} moved.");
    }

    private static string[] Assign(PolicyScene scene, Router router)
    {
        string[] ids = new string[Keys];
        for (int i = 0; i < Keys; i++)
        {
            scene.CancellationToken.ThrowIfCancellationRequested();
            ids[i] = router.Pick(KeyOf(i)).Endpoint!.Id;
        }

        return ids;
    }
}
