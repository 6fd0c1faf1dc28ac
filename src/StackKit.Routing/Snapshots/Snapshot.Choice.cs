using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>The hot path: works on this snapshot alone, without a lock, a clock or an allocation.</summary>
internal sealed partial class Snapshot
{
    /// <summary>Chooses a version and an endpoint.</summary>
    /// <param name="context">What is known about the request.</param>
    /// <param name="bits">In flight when the request is about to begin: only then can it be admitted under a failure budget.</param>
    /// <param name="decision">The decision; the default when nothing can take the request.</param>
    /// <returns>Whether there is a decision.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryChoose(in RouteContext context, DecisionBits bits, out RouteDecision decision)
    {
        // Both are tail calls: this method needs no stack frame of its own.
        return _blindKind == DrawKind.None || !context.InheritedVersion.IsEmpty ? TryChooseByContext(in context, bits, out decision) : TryChooseBlindly(bits, out decision);
    }

    /// <summary>Chooses for a request of which nothing is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryChoose(DecisionBits bits, out RouteDecision decision)
    {
        Route? route = DrawBlindly();
        return route is null ? TryChooseByContext(bits, out decision) : TryFinish(route, bits, out decision);
    }

    /// <summary>Takes another arm than one that has no endpoint or no budget left: the heaviest that is at least as heavy.</summary>
    /// <returns>Whether there is such an arm that can take the request.</returns>
    public bool TryFallBack(string version, double share, ulong keyHash, DecisionBits bits, out RouteDecision decision)
    {
        foreach (Route other in _heaviestFirst)
        {
            if (other.Arm.Share < share)
            {
                break;
            }

            if (other.Arm.Version != version && !IsDenied(bits.Denied, other.Arm) && TryEnter(other, keyHash, bits, out decision))
            {
                return true;
            }
        }

        decision = default;
        return false;
    }

    /// <summary>Gets the arms that the rules denied to a decision of this or an earlier snapshot, as bits by index.</summary>
    public ushort TranslateDenied(in RouteDecision taken)
    {
        ArmState[] siblings = taken.Route!.Siblings;
        ushort before = taken.Bits.Denied;
        if (before == 0 || ReferenceEquals(siblings, Split?.Arms))
        {
            return before;
        }

        ushort denied = 0;
        foreach (ArmState arm in Split?.Arms ?? [])
        {
            ArmState? sibling = Array.Find(siblings, other => other.Version == arm.Version);
            denied |= (ushort)(sibling is not null && IsDenied(before, sibling) ? 1 << arm.Index : 0);
        }

        return denied;
    }

    private static bool TryEnter(Route route, ulong keyHash, DecisionBits bits, out RouteDecision decision)
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

        if (route.Arm.Budget is not null)
        {
            if (!bits.IsInFlight || !route.Arm.Budget.TryReserve())
            {
                return false;
            }

            bits = bits.WithBudget();
        }

        decision = new RouteDecision(route, entry, keyHash, bits);
        return true;
    }

    /// <summary>Draws an arm where nothing that is known about the request can matter.</summary>
    /// <returns>The route; null where something may matter, or nothing can be drawn.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Route? DrawBlindly()
    {
        // Comparisons rather than a switch: that would become a jump through a table.
        DrawKind kind = _blindKind;
        if (kind == DrawKind.Random)
        {
            return _alias.Pick(ThreadRandom.Next());
        }

        if (kind == DrawKind.Exact)
        {
            return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_drawn), _intervals.Find(_sequence.Next()));
        }

        return _only;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryFinish(Route route, DecisionBits bits, out RouteDecision decision)
    {
        if (route.IsPlain)
        {
            decision = new RouteDecision(route, null, 0, bits);
            return true;
        }

        EndpointEntry? entry = route.PickUnbudgeted();
        if (entry is not null)
        {
            decision = new RouteDecision(route, entry, 0, bits);
            return true;
        }

        return TrySettle(route, 0, bits, out decision);
    }

    /// <summary>Picks an endpoint and reserves from the budget, or falls back.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TrySettle(Route route, ulong keyHash, DecisionBits bits, out RouteDecision decision)
    {
        EndpointEntry? entry = route.PickUnbudgeted();
        if (entry is not null)
        {
            decision = new RouteDecision(route, entry, keyHash, bits);
            return true;
        }

        if (TryEnter(route, keyHash, bits, out decision))
        {
            return true;
        }

        // Whoever is allowed on a version by name must not be served another one silently for want of an endpoint, but is spared a spent budget.
        bool isStuck = route.IsAllowed && route.Pool is { IsEmpty: true };
        return !isStuck && TryFallBack(route.Arm.Version, route.Arm.Share, keyHash, bits, out decision);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryChooseBlindly(DecisionBits bits, out RouteDecision decision) => TryFinish(DrawBlindly()!, bits, out decision);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryChooseByContext(DecisionBits bits, out RouteDecision decision) => TryChooseByContext(default, bits, out decision);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryChooseByContext(in RouteContext context, DecisionBits bits, out RouteDecision decision)
    {
        if (Rules is not null)
        {
            return TryChooseByRules(in context, bits, out decision);
        }

        return !context.InheritedVersion.IsEmpty && FindInherited(context.InheritedVersion, 0) is Route inherited
            ? TrySettle(inherited, 0, bits, out decision)
            : TryDrawByKey(in context, bits, out decision);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryChooseByRules(in RouteContext context, DecisionBits bits, out RouteDecision decision)
    {
        RuleMatch match = Rules!.Match(in context, _halted);
        bits = bits.WithDenied(match.Denied);
        if (match.Allow >= 0)
        {
            return TrySettle(_ruled[match.Allow][match.AllowedArm]!, 0, bits, out decision);
        }

        if (!context.InheritedVersion.IsEmpty && FindInherited(context.InheritedVersion, match.Denied) is Route inherited)
        {
            return TrySettle(inherited, 0, bits, out decision);
        }

        return match.Deny >= 0
            ? TryDrawAmongOthers(context.StickyKey, match.Deny, bits, out decision)
            : TryDrawByKey(in context, bits, out decision);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryDrawByKey(in RouteContext context, DecisionBits bits, out RouteDecision decision)
    {
        ulong keyHash = 0;
        Route route;
        if (Kind == DrawKind.Sticky && !context.StickyKey.IsEmpty)
        {
            keyHash = StickyHash.Of(context.StickyKey, _hashSeed);
            route = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_drawn), _intervals.Find(keyHash));
        }
        else if (Kind != DrawKind.None)
        {
            route = DrawUnkeyed();
        }
        else
        {
            decision = default;
            return false;
        }

        if (route.IsPlain)
        {
            decision = new RouteDecision(route, null, keyHash, bits);
            return true;
        }

        return TrySettle(route, keyHash, bits, out decision);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Route DrawUnkeyed() => Kind == DrawKind.Random ? _alias.Pick(ThreadRandom.Next()) : _unkeyed[_intervals.Find(_sequence.Next())];

    /// <summary>Chooses by weight between the arms that no rule denied; who was not drawn to a denied arm stays where the weights put him.</summary>
    private bool TryDrawAmongOthers(ReadOnlySpan<char> stickyKey, int rule, DecisionBits bits, out RouteDecision decision)
    {
        decision = default;
        if (Kind == DrawKind.None)
        {
            return false;
        }

        bool isKeyed = Kind == DrawKind.Sticky && !stickyKey.IsEmpty;
        ulong keyHash = isKeyed ? StickyHash.Of(stickyKey, _hashSeed) : 0;
        ulong point = isKeyed ? keyHash : Kind == DrawKind.Random ? ThreadRandom.Next() : _sequence.Next();
        int interval = _intervals.Find(point);
        ArmState? arm = _drawn[interval].Arm;
        if (IsDenied(bits.Denied, arm))
        {
            arm = Redraw(bits.Denied, _intervals.PlaceWithin(interval, point));
        }

        return arm is not null && TrySettle(_ruled[rule][arm.Index]!, keyHash, bits, out decision);
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

    private Route? FindInherited(ReadOnlySpan<char> version, ushort denied)
    {
        foreach (Route route in _inherited)
        {
            if (version.SequenceEqual(route.Arm.Version) && !IsDenied(denied, route.Arm))
            {
                return route;
            }
        }

        return null;
    }

    private static bool IsDenied(ushort denied, ArmState arm) => (denied & (1 << arm.Index)) != 0;
}
