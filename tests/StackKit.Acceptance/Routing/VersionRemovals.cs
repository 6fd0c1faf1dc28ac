using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Each update takes the weight of one of three versions and gives another one weight again.</summary>
internal sealed class VersionRemovals : IRealTimeTarget
{
    private static readonly SplitMode[] s_modes = [SplitMode.Random, SplitMode.Exact, SplitMode.Sticky];

    private readonly Router _router = new("realtime");
    private readonly SplitMode _mode;

    public VersionRemovals(int number)
    {
        _mode = s_modes[number % s_modes.Length];
        Remove(0);
    }

    public void Remove(long generation)
    {
        long without = generation % 3;
        Arm[] arms = [.. Enumerable.Range(0, 3).Select(i => new Arm(((char)('0' + i)).ToString(), i == without ? 0 : 1))];
        _router.SetSplit(new Split { Epoch = 1, Generation = generation + 1, Mode = _mode, Salt = "salt", Arms = arms });
    }

    public long Pick(long attempt)
    {
        RouteDecision decision;
        if (attempt % 2 == 0)
        {
            _router.TryPick("somebody", out decision);
        }
        else
        {
            _router.TryBegin(out decision);
            _router.Release(in decision);
        }

        // A snapshot of generation g removed the version g % 3: a pick from it is of what the next removals will remove, unless it is of just that version.
        long generation = decision.Generation - 1;
        return decision.Version[0] - '0' == generation % 3 ? generation : generation + 1;
    }
}
