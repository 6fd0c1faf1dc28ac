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
    public bool TryChoose(in RouteContext context, DecisionBits bits, out RouteDecision decision) =>
        Rules is null ? TryDraw(context.StickyKey, bits, out decision) : TryChooseByRules(in context, bits, out decision);

    /// <summary>Chooses by weight alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryDraw(ReadOnlySpan<char> stickyKey, DecisionBits bits, out RouteDecision decision)
    {
        ulong keyHash = 0;
        Route? route;
        if (Kind == DrawKind.Random)
        {
            route = _alias.Pick(ThreadRandom.Next());
        }
        else if (Kind == DrawKind.Exact)
        {
            route = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_drawn), _intervals.Find(_sequence.Next()));
        }
        else
        {
            route = DrawOther(stickyKey, out keyHash);
            if (route is null)
            {
                decision = default;
                return false;
            }
        }

        if (route.IsPlain)
        {
            decision = new RouteDecision(route, null, keyHash, bits);
            return true;
        }

        return TrySettle(route, keyHash, bits, out decision);
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

    private Route? DrawOther(ReadOnlySpan<char> stickyKey, out ulong keyHash)
    {
        keyHash = 0;
        if (Kind == DrawKind.Sticky)
        {
            if (stickyKey.IsEmpty)
            {
                return _unkeyed[_intervals.Find(_sequence.Next())];
            }

            keyHash = StickyHash.Of(stickyKey, _hashSeed);
            return _drawn[_intervals.Find(keyHash)];
        }

        return Kind == DrawKind.Only ? _drawn[0] : null;
    }

    private bool TrySettle(Route route, ulong keyHash, DecisionBits bits, out RouteDecision decision)
    {
        if (TryEnter(route, keyHash, bits, out decision))
        {
            return true;
        }

        // Whoever is allowed on a version by name must not be served another one silently for want of an endpoint, but is spared a spent budget.
        bool isStuck = route.IsAllowed && route.Pool is { IsEmpty: true };
        return !isStuck && TryFallBack(route.Arm.Version, route.Arm.Share, keyHash, bits, out decision);
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

        return match.Denied == 0 ? TryDraw(context.StickyKey, bits, out decision) : TryDrawAmongOthers(context.StickyKey, match.Deny, bits, out decision);
    }

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

    private static bool IsDenied(ushort denied, ArmState arm) => (denied & (1 << arm.Index)) != 0;
}
