using System.Runtime.CompilerServices;

namespace StackKit.Routing;

/// <summary>The hot path: works on this snapshot alone, without a lock, a clock or an allocation.</summary>
internal sealed partial class Snapshot
{
    /// <summary>Chooses a version and an endpoint.</summary>
    /// <param name="context">What is known about the request.</param>
    /// <param name="begins">Whether the request is about to begin: only then can it be admitted under a failure budget.</param>
    /// <returns>The decision; the default when nothing can take the request.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RouteDecision Choose(in RouteContext context, bool begins) =>
        Rules is null ? Draw(context.StickyKey, begins) : ChooseByRules(in context, begins);

    /// <summary>Chooses by weight alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RouteDecision Draw(ReadOnlySpan<char> stickyKey, bool begins)
    {
        ulong keyHash = 0;
        Route route;
        if (Kind == DrawKind.Random)
        {
            route = _alias!.Pick(ThreadRandom.Next());
        }
        else if (Kind == DrawKind.Exact)
        {
            route = _drawn[_intervals!.Find(_sequence.Next())];
        }
        else if (Kind == DrawKind.Sticky)
        {
            route = DrawSticky(stickyKey, out keyHash);
        }
        else
        {
            return default;
        }

        return route.IsPlain ? new RouteDecision(route, null, keyHash, 0, DecisionMarks.None, 0) : Settle(route, keyHash, 0, begins);
    }

    /// <summary>Takes another arm than one that has no endpoint or no budget left: the heaviest that is at least as heavy.</summary>
    /// <returns>The decision; the default when no such arm can take the request.</returns>
    public RouteDecision FallBack(string version, double share, ulong keyHash, ushort denied, bool begins)
    {
        foreach (Route other in _heaviestFirst)
        {
            if (other.Arm.Share < share)
            {
                break;
            }

            if (other.Arm.Version != version && !IsDenied(denied, other.Arm) && TryEnter(other, keyHash, denied, begins, out RouteDecision decision))
            {
                return decision;
            }
        }

        return default;
    }

    /// <summary>Gets the arms that the rules denied to a decision of this or an earlier snapshot, as bits by index.</summary>
    public ushort TranslateDenied(in RouteDecision taken)
    {
        ArmState[] siblings = taken.Route!.Siblings;
        if (taken.Denied == 0 || ReferenceEquals(siblings, Split?.Arms))
        {
            return taken.Denied;
        }

        ushort denied = 0;
        foreach (ArmState arm in Split?.Arms ?? [])
        {
            int before = FindVersion(siblings, arm.Version);
            denied |= (ushort)(before >= 0 && (taken.Denied & (1 << before)) != 0 ? 1 << arm.Index : 0);
        }

        return denied;
    }

    private static int FindVersion(ArmState[] arms, string version) => Array.FindIndex(arms, arm => arm.Version == version);

    private static bool TryEnter(Route route, ulong keyHash, ushort denied, bool begins, out RouteDecision decision)
    {
        decision = default;
        EndpointEntry? entry = null;
        if (route.Pool is not null)
        {
            entry = route.Pool.Pick();
            if (entry is null)
            {
                return false;
            }
        }

        DecisionMarks marks = DecisionMarks.None;
        if (route.Arm.Budget is not null)
        {
            if (!begins || !route.Arm.Budget.TryReserve())
            {
                return false;
            }

            marks = DecisionMarks.Budget;
        }

        decision = new RouteDecision(route, entry, keyHash, denied, marks, 0);
        return true;
    }

    private Route DrawSticky(ReadOnlySpan<char> stickyKey, out ulong keyHash)
    {
        if (stickyKey.IsEmpty)
        {
            keyHash = 0;
            return _unkeyed[_intervals!.Find(_sequence.Next())];
        }

        keyHash = StickyHash.Of(stickyKey, Split!.HashSeed);
        return _drawn[_intervals!.Find(keyHash)];
    }

    private RouteDecision Settle(Route route, ulong keyHash, ushort denied, bool begins)
    {
        if (TryEnter(route, keyHash, denied, begins, out RouteDecision decision))
        {
            return decision;
        }

        // Whoever is allowed on a version by name must not be served another one silently for want of an endpoint, but is spared a spent budget.
        bool isStuck = route.IsAllowed && route.Pool is { IsEmpty: true };
        return isStuck ? default : FallBack(route.Arm.Version, route.Arm.Share, keyHash, denied, begins);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private RouteDecision ChooseByRules(in RouteContext context, bool begins)
    {
        RuleMatch match = Rules!.Match(in context, _halted);
        if (match.Allow >= 0)
        {
            return Settle(_ruled[match.Allow][match.AllowedArm]!, 0, match.Denied, begins);
        }

        return match.Denied == 0 ? Draw(context.StickyKey, begins) : DrawAmongOthers(context.StickyKey, in match, begins);
    }

    /// <summary>Chooses by weight between the arms that no rule denied; who was not drawn to a denied arm stays where the weights put him.</summary>
    private RouteDecision DrawAmongOthers(ReadOnlySpan<char> stickyKey, in RuleMatch match, bool begins)
    {
        if (Kind == DrawKind.None)
        {
            return default;
        }

        ulong keyHash = Kind == DrawKind.Sticky && !stickyKey.IsEmpty ? StickyHash.Of(stickyKey, Split!.HashSeed) : 0;
        ulong point = keyHash != 0 ? keyHash : Kind == DrawKind.Random ? ThreadRandom.Next() : _sequence.Next();
        int interval = _intervals!.Find(point);
        ArmState arm = _drawn[interval].Arm;
        if (IsDenied(match.Denied, arm))
        {
            ArmState? other = Redraw(match.Denied, _intervals.PlaceWithin(interval, point));
            if (other is null)
            {
                return default;
            }

            arm = other;
        }

        return Settle(_ruled[match.Deny][arm.Index]!, keyHash, match.Denied, begins);
    }

    private ArmState? Redraw(ushort denied, double place)
    {
        double sum = 0;
        foreach (Route route in _drawn)
        {
            sum += IsDenied(denied, route.Arm) ? 0 : route.Arm.Share;
        }

        ArmState? last = null;
        double rest = place * sum;
        foreach (Route route in _drawn)
        {
            if (!IsDenied(denied, route.Arm))
            {
                last = route.Arm;
                rest -= route.Arm.Share;
                if (rest < 0)
                {
                    break;
                }
            }
        }

        return last;
    }

    private static bool IsDenied(ushort denied, ArmState arm) => (denied & (1 << arm.Index)) != 0;
}
