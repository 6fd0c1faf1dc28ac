using StackKit.Benchmarks.Harness;
using StackKit.Routing;

namespace StackKit.Benchmarks.Routers;

/// <summary>Gives all versions of a sticky split new weights.</summary>
internal sealed class SplitUpdate : Candidate
{
    private readonly Router _router;
    private readonly Split[] _splits;
    private int _turn;

    public SplitUpdate(int versions)
        : base($"set a sticky split of {versions}")
    {
        _router = RouterFixtures.CreateSplit(SplitMode.Sticky, versions);
        Split one = _router.Split! with { Epoch = 0, Generation = 0 };
        Arm[] shifted = [.. one.Arms.Select((arm, i) => arm with { Weight = one.Arms[(i + 1) % versions].Weight })];
        _splits = [one, one with { Arms = shifted }];
    }

    public override void Run(int operations)
    {
        for (int i = 0; i < operations; i++)
        {
            _router.SetSplit(_splits[_turn ^= 1]);
        }

        Sink.Keep(_router.Split);
    }
}
