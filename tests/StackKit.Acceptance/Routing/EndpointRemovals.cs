using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Each update removes the oldest endpoint of a pool and adds a new one.</summary>
internal sealed class EndpointRemovals : IRealTimeTarget
{
    private const int Endpoints = 4;

    private static readonly SplitMode[] s_modes = [SplitMode.Random, SplitMode.Exact, SplitMode.Sticky];

    private readonly Router _router = new("realtime");

    public EndpointRemovals(int number)
    {
        _router.SetSplit(new Split { Mode = s_modes[number % s_modes.Length], Arms = [new Arm("1", 1), new Arm("2", 1)] });
        Remove(0);
    }

    // The weight of an endpoint is its number: the quickest thing to read. All are nearly equal.
    public void Remove(long generation) => _router.SetPools([CreatePool("1", generation), CreatePool("2", generation)]);

    public long Pick(long attempt)
    {
        RouteDecision decision;
        switch (attempt % 3)
        {
            case 0:
                _router.TryPick(out decision);
                break;
            case 1:
                _router.TryPick("somebody", out decision);
                break;
            default:
                _router.TryBegin("somebody", out decision);
                _router.Release(in decision);
                break;
        }

        return (long)decision.Endpoint!.Weight;
    }

    private static Pool CreatePool(string version, long generation) =>
        new(version, [.. Enumerable.Range(1, Endpoints).Select(i => new Endpoint($"{version}-{generation + i}", "http://10.0.0.1/") { Weight = generation + i })]);
}
