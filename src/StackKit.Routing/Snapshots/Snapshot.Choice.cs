using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>The hot path: works on this snapshot alone, without a lock, a clock or an allocation.</summary>
internal sealed partial class Snapshot
{
    /// <summary>Picks a destination where nothing about the request can matter.</summary>
    /// <returns>The destination; null where something may matter, or nothing can be picked.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Destination? PickPlain() => _plainTable.IsEmpty ? PickPlainOther() : _plainTable.Pick(ThreadRandom.Next());

    /// <summary>Picks a destination for a key, where nothing else about the request can matter.</summary>
    /// <param name="stickyKey">The key.</param>
    /// <param name="keyHash">Its hash; 0 when it is empty or does not matter.</param>
    /// <returns>The destination; null where something else may matter, or nothing can be picked.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Destination? PickSticky(ReadOnlySpan<char> stickyKey, out ulong keyHash)
    {
        if (!_isPlainSticky || stickyKey.IsEmpty)
        {
            keyHash = 0;
            return PickPlain();
        }

        keyHash = StickyHash.Of(stickyKey, _hashSeed);
        return Assigned(keyHash).PickPlain();
    }

    /// <summary>Picks a destination for a request of which nothing is known, where that may matter.</summary>
    /// <param name="bits">The bits of the decision.</param>
    /// <returns>The destination; null when nothing can be picked.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Destination? PickByDefault(out DecisionBits bits)
    {
        TryChoose(default, default, out RouteDecision decision);
        bits = decision.Bits;
        return decision.Destination;
    }

    /// <summary>Picks a destination for a request of which only the key is known, where more may matter.</summary>
    /// <param name="stickyKey">The key.</param>
    /// <param name="keyHash">Its hash; 0 when it does not matter.</param>
    /// <param name="bits">The bits of the decision.</param>
    /// <returns>The destination; null when nothing can be picked.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Destination? PickByKey(ReadOnlySpan<char> stickyKey, out ulong keyHash, out DecisionBits bits)
    {
        TryChoose(new RouteContext { StickyKey = stickyKey }, default, out RouteDecision decision);
        keyHash = decision.KeyHash;
        bits = decision.Bits;
        return decision.Destination;
    }

    /// <summary>Chooses a version and an endpoint.</summary>
    /// <param name="context">What is known about the request.</param>
    /// <param name="bits">In flight when the request is about to begin: only then can it be admitted under a failure budget.</param>
    /// <param name="decision">The decision; the default when nothing can take the request.</param>
    /// <returns>Whether there is a decision.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TryChoose(in RouteContext context, DecisionBits bits, out RouteDecision decision)
    {
        if (_plainKind != DrawKind.None && context.InheritedVersion.IsEmpty)
        {
            ulong keyHash = 0;
            Destination? destination = _isPlainSticky && !context.StickyKey.IsEmpty ? PickSticky(RouteContext.CopyFields(in context), out keyHash) : PickPlain();
            decision = new RouteDecision(destination, keyHash, bits.With(keyHash == 0 ? Reason : RouteReason.Sticky));
            return true;
        }

        if (Rules is not null)
        {
            return TryChooseByRules(in context, bits, out decision);
        }

        if (!context.InheritedVersion.IsEmpty && FindInherited(context.InheritedVersion, barred: 0) is ArmRoute inherited)
        {
            return TrySettle(inherited, in context, 0, bits.With(RouteReason.Inherited), out decision);
        }

        return TryDraw(in context, bits, out decision);
    }

    /// <summary>Takes another arm than one that has no endpoint or no budget left: the heaviest that is at least as heavy and not barred.</summary>
    /// <param name="share">The share of the arm that was tried.</param>
    /// <param name="context">What is known about the request.</param>
    /// <param name="keyHash">The hash of its key.</param>
    /// <param name="bits">With the arms that the request must not get, the one that was tried among them.</param>
    /// <param name="decision">The decision; the default when there is no such arm.</param>
    /// <returns>Whether there is such an arm that can take the request.</returns>
    public bool TryFallBack(double share, in RouteContext context, ulong keyHash, DecisionBits bits, out RouteDecision decision)
    {
        bits = bits.ForFallback();
        foreach (ArmRoute other in _heaviestFirst)
        {
            if (other.Arm.Share < share)
            {
                break;
            }

            if (!IsBarred(bits.Barred, other.Arm.Index) && TryEnter(other, in context, keyHash, bits, out decision))
            {
                return true;
            }
        }

        decision = default;
        return false;
    }

    /// <summary>Gets the arms that a decision of this or an earlier snapshot must not get, and the one that it has, as bits by index.</summary>
    public ushort BarredAfter(in RouteDecision taken)
    {
        ArmState arm = taken.Destination!.Arm;
        ushort before = (ushort)(taken.Bits.Barred | (1 << arm.Index));
        if (Split is null || ReferenceEquals(arm.Siblings, Split.Arms[0].Siblings))
        {
            return before;
        }

        ushort barred = 0;
        foreach (ArmState mine in Split.Arms)
        {
            int index = Array.IndexOf(arm.Siblings.Versions, mine.Version);
            barred |= (ushort)(index >= 0 && IsBarred(before, index) ? 1 << mine.Index : 0);
        }

        return barred;
    }

    /// <summary>Does what <see cref="PickPlain"/> does where there is no table over the endpoints of all arms.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Destination? PickPlainOther()
    {
        if (_plainKind == DrawKind.Exact)
        {
            return Drawn(_intervals.Find(_sequence.Next())).PickPlain();
        }

        return _plainOnly?.PickPlain();
    }

    private static bool TryEnter(ArmRoute route, in RouteContext context, ulong keyHash, DecisionBits bits, out RouteDecision decision)
    {
        Destination? destination = route.Pick(in context);
        if (destination is null)
        {
            decision = default;
            return false;
        }

        if (route.Arm.Budget is { } budget)
        {
            if (!bits.IsInFlight || !budget.TryReserve())
            {
                decision = default;
                return false;
            }

            bits = bits.WithBudget();
        }

        decision = new RouteDecision(destination, keyHash, bits);
        return true;
    }

    /// <summary>Picks an endpoint and reserves from the budget, or falls back.</summary>
    private bool TrySettle(ArmRoute route, in RouteContext context, ulong keyHash, DecisionBits bits, out RouteDecision decision)
    {
        if (TryEnter(route, in context, keyHash, bits, out decision))
        {
            return true;
        }

        // Whoever is allowed on a version by name must not be served another one silently for want of an endpoint, but is spared a spent budget.
        bool isStuck = bits.IsAllowed && route.Pick(in context) is null;
        return !isStuck && TryFallBack(route.Arm.Share, in context, keyHash, bits.WithBarred((ushort)(bits.Barred | (1 << route.Arm.Index))), out decision);
    }

    private bool TryChooseByRules(in RouteContext context, DecisionBits bits, out RouteDecision decision)
    {
        RuleMatch match = Rules!.Match(in context, _halted);
        bits = bits.WithBarred(match.Denied);
        if (match.Allow >= 0)
        {
            return TrySettle(_routes[match.AllowedArm], in context, 0, bits.WithRule(match.Allow, isAllowed: true), out decision);
        }

        if (!context.InheritedVersion.IsEmpty && FindInherited(context.InheritedVersion, match.Denied) is ArmRoute inherited)
        {
            return TrySettle(inherited, in context, 0, bits.With(RouteReason.Inherited), out decision);
        }

        return match.Deny >= 0
            ? TryDrawAmongOthers(in context, bits.WithRule(match.Deny, isAllowed: false), out decision)
            : TryDraw(in context, bits, out decision);
    }

    /// <summary>Chooses an arm by weight.</summary>
    private bool TryDraw(in RouteContext context, DecisionBits bits, out RouteDecision decision)
    {
        if (IsSticky && Kind != DrawKind.None && !context.StickyKey.IsEmpty)
        {
            ulong keyHash = StickyHash.Of(context.StickyKey, _hashSeed);
            return TrySettle(Assigned(keyHash), in context, keyHash, bits.With(RouteReason.Sticky), out decision);
        }

        if (Kind == DrawKind.None)
        {
            decision = default;
            return false;
        }

        ArmRoute route = _drawn.Length == 1 ? _drawn[0] : Drawn(_intervals.Find(NextPoint()));
        return TrySettle(route, in context, 0, bits.With(Reason), out decision);
    }

    /// <summary>Chooses by weight between the arms that no rule denied; who was not drawn to a denied arm stays where the weights put him.</summary>
    private bool TryDrawAmongOthers(in RouteContext context, DecisionBits bits, out RouteDecision decision)
    {
        decision = default;
        if (Kind == DrawKind.None)
        {
            return false;
        }

        ulong keyHash = IsSticky && !context.StickyKey.IsEmpty ? StickyHash.Of(context.StickyKey, _hashSeed) : 0;
        ulong point = keyHash == 0 ? NextPoint() : keyHash;
        bool isSlotted = keyHash != 0 && _slots is not null;
        int interval = isSlotted ? 0 : _intervals.Find(point);
        ArmRoute? route = isSlotted ? _routes[_slots!.Find(point)] : _drawn[interval];
        if (IsBarred(bits.Barred, route.Arm.Index))
        {
            route = Redraw(bits.Barred, isSlotted ? _slots!.PlaceWithin(point) : _intervals.PlaceWithin(interval, point));
        }

        return route is not null && TrySettle(route, in context, keyHash, bits, out decision);
    }

    private ArmRoute? Redraw(ushort barred, double place)
    {
        double sum = 0;
        foreach (ArmRoute route in _drawn)
        {
            sum += IsBarred(barred, route.Arm.Index) ? 0 : route.Arm.Share;
        }

        ArmRoute? last = null;
        double rest = place * sum;
        foreach (ArmRoute route in _drawn)
        {
            if (!IsBarred(barred, route.Arm.Index))
            {
                last = route;
                rest -= route.Arm.Share;
                if (rest < 0)
                {
                    break;
                }
            }
        }

        return last;
    }

    private ArmRoute? FindInherited(ReadOnlySpan<char> version, ushort barred)
    {
        foreach (ArmRoute route in _drawn)
        {
            if (version.SequenceEqual(route.Arm.Version) && !IsBarred(barred, route.Arm.Index))
            {
                return route;
            }
        }

        return null;
    }

    private ulong NextPoint() => Kind == DrawKind.Random ? ThreadRandom.Next() : _sequence.Next();

    // The branch that a threshold seems to ask for would be mispredicted for many keys: index by the comparison.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ArmRoute Assigned(ulong keyHash) => _slots is null ? Drawn(keyHash > _firstLast ? 1 : 0) : _routes[_slots.Find(keyHash)];

    // An interval is always one of the arms with a weight: no check is needed.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ArmRoute Drawn(int interval) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_drawn), interval);

    private static bool IsBarred(ushort barred, int arm) => (barred & (1 << arm)) != 0;
}
