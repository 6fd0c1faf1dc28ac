namespace StackKit.Routing;

/// <summary>Requests from beginning to end.</summary>
public sealed partial class Router
{
    /// <summary>Picks a version and an endpoint, and counts the request in flight until it is reported.</summary>
    /// <remarks>
    /// Once a method that removes or drains an endpoint has returned and <see cref="GetEndpointInFlight"/> says 0, no request can reach the endpoint any
    /// more; likewise for a version and <see cref="GetInFlight"/>.
    /// </remarks>
    /// <param name="context">What is known about the request.</param>
    /// <param name="decision">The decision, to be reported exactly once; the default when this returns false.</param>
    /// <returns>False when no version can take the request.</returns>
    public bool TryBegin(in RouteContext context, out RouteDecision decision)
    {
        DecisionBits bits = DecisionBits.Begin;
        while (true)
        {
            Snapshot snapshot = Volatile.Read(ref _snapshot);
            if (!snapshot.TryChoose(in context, bits, out decision))
            {
                return false;
            }

            if (TryEnter(snapshot, ref decision))
            {
                return true;
            }
        }
    }

    /// <inheritdoc cref="TryBegin(in RouteContext, out RouteDecision)"/>
    /// <param name="stickyKey">What a sticky split and a pool by <see cref="PoolPolicies.ConsistentHash"/> hash: see <see cref="RouteContext.StickyKey"/>.</param>
    /// <param name="decision">The decision, to be reported exactly once; the default when this returns false.</param>
    public bool TryBegin(ReadOnlySpan<char> stickyKey, out RouteDecision decision) => TryBegin(new RouteContext { StickyKey = stickyKey }, out decision);

    /// <inheritdoc cref="TryBegin(in RouteContext, out RouteDecision)"/>
    public bool TryBegin(out RouteDecision decision)
    {
        Snapshot snapshot = Volatile.Read(ref _snapshot);
        if (snapshot.PickPlain() is Destination destination)
        {
            decision = new RouteDecision(destination, 0, snapshot.PlainBits);
            if (TryEnter(snapshot, ref decision))
            {
                return true;
            }
        }

        return TryBegin(default(RouteContext), out decision);
    }

    /// <summary>Picks a version and an endpoint, and counts the request in flight until it is reported.</summary>
    /// <inheritdoc cref="TryBegin(in RouteContext, out RouteDecision)" path="/remarks"/>
    /// <param name="context">What is known about the request.</param>
    /// <returns>The decision, to be reported exactly once.</returns>
    /// <exception cref="NoDestinationException">No version can take the request.</exception>
    public RouteDecision Begin(in RouteContext context) =>
        TryBegin(in context, out RouteDecision decision) ? decision.CopyFields() : throw NoDestination();

    /// <inheritdoc cref="Begin(in RouteContext)"/>
    /// <param name="stickyKey">What a sticky split and a pool by <see cref="PoolPolicies.ConsistentHash"/> hash: see <see cref="RouteContext.StickyKey"/>.</param>
    public RouteDecision Begin(ReadOnlySpan<char> stickyKey) => TryBegin(stickyKey, out RouteDecision decision) ? decision.CopyFields() : throw NoDestination();

    /// <inheritdoc cref="Begin(in RouteContext)"/>
    public RouteDecision Begin() => TryBegin(out RouteDecision decision) ? decision.CopyFields() : throw NoDestination();

    /// <summary>Takes another version because no endpoint of the one decided could be found.</summary>
    /// <remarks>
    /// The other version is the heaviest that weighs at least as much as the one decided and was not tried before: a failing stable version must not flood a
    /// candidate. There is none after an Allow rule. On success <paramref name="taken"/> has ended, uncounted, and must not be reported.
    /// </remarks>
    /// <param name="taken">The decision that cannot be carried out.</param>
    /// <param name="other">The decision to carry out and report instead, in flight if <paramref name="taken"/> was; the default when this returns false.</param>
    /// <returns>False when there is no such version: then nothing has changed and <paramref name="taken"/> must still be reported.</returns>
    /// <exception cref="ArgumentException"><paramref name="taken"/> is not a decision of this router.</exception>
    public bool TryFallBack(in RouteDecision taken, out RouteDecision other)
    {
        ArmState arm = GetArm(in taken, nameof(taken));
        DecisionBits bits = taken.Bits.IsInFlight ? DecisionBits.Begin : default;
        RouteDecision original = taken; // the caller may pass the same variable for both
        other = default;
        while (!original.Bits.IsAllowed)
        {
            Snapshot snapshot = Volatile.Read(ref _snapshot);
            DecisionBits barred = bits.WithBarred(snapshot.BarredAfter(in original));
            if (!snapshot.TryFallBack(arm.Share, default, original.KeyHash, barred, out RouteDecision decision))
            {
                break;
            }

            if (!bits.IsInFlight || TryEnter(snapshot, ref decision))
            {
                original.Leave(failed: false);
                other = decision;
                return true;
            }
        }

        return false;
    }

    /// <summary>Counts a decision in flight on the endpoint that a proxy chose by itself.</summary>
    /// <remarks>
    /// When this returns true, the request will be seen by <see cref="GetEndpointInFlight"/> before the endpoint can be found empty; when it returns false
    /// the proxy must choose another endpoint.
    /// </remarks>
    /// <param name="taken">The decision, begun or picked.</param>
    /// <param name="endpointId">The id of the endpoint chosen.</param>
    /// <param name="bound">The decision to report in place of <paramref name="taken"/>; <paramref name="taken"/> itself when this returns false.</param>
    /// <returns>False when the endpoint is not one of the version's, draining, or of weight 0: then nothing was counted.</returns>
    /// <exception cref="ArgumentException"><paramref name="taken"/> is not a decision of this router.</exception>
    public bool TryBeginEndpoint(in RouteDecision taken, string endpointId, out RouteDecision bound)
    {
        ArgumentNullException.ThrowIfNull(endpointId);
        ArmState arm = GetArm(in taken, nameof(taken));
        RouteDecision original = taken; // the caller may pass the same variable for both
        while (true)
        {
            Snapshot snapshot = Volatile.Read(ref _snapshot);
            EndpointEntry? entry = snapshot.Pools.FindEndpoint(endpointId);
            if (entry is null || !entry.IsAdmissible || entry.Version != arm.Version)
            {
                bound = original;
                return false;
            }

            RouteDecision entered = new RouteDecision(entry.Bind(arm), original.KeyHash, original.Bits).EnterMoving();
            if (ReferenceEquals(Volatile.Read(ref _snapshot), snapshot))
            {
                original.LeaveFlight();
                bound = entered;
                return true;
            }

            entered.LeaveFlight();
        }
    }

    /// <summary>Says what became of a request: exactly once for each decision, by whoever took it.</summary>
    /// <remarks>
    /// Counts for the generation that the decision was made under, also when it is superseded. A second report of the same decision cannot be
    /// detected and is an error of the caller: it makes counts of requests in flight too low.
    /// </remarks>
    /// <param name="decision">The decision.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="latency">How long the request took; a negative duration counts as zero.</param>
    /// <exception cref="ArgumentException"><paramref name="decision"/> is not a decision of this router.</exception>
    public void Report(in RouteDecision decision, Outcome outcome, TimeSpan latency)
    {
        ArmState arm = GetArm(in decision, nameof(decision));

        // Counted before it leaves: whoever finds nothing in flight finds everything counted.
        arm.Count(decision.Reason, decision.KeyHash, outcome, latency);
        decision.Leave(failed: outcome == Outcome.Failure);
    }

    /// <summary>Ends a decision that was not carried out, such as when its request was given up before it was sent. Nothing is counted.</summary>
    /// <remarks>In place of <see cref="Report"/>, and as it exactly once.</remarks>
    /// <param name="decision">The decision.</param>
    /// <exception cref="ArgumentException"><paramref name="decision"/> is not a decision of this router.</exception>
    public void Release(in RouteDecision decision)
    {
        GetArm(in decision, nameof(decision));
        decision.Leave(failed: false);
    }

    /// <summary>Counts a decision in flight, unless its snapshot has been replaced meanwhile.</summary>
    private bool TryEnter(Snapshot snapshot, ref RouteDecision decision)
    {
        // The count is a full fence: either the snapshot read after it is still the same, and then whoever replaces it later sees the count;
        // or it was replaced, and then the decision may be of something removed.
        decision = decision.Enter();
        if (ReferenceEquals(Volatile.Read(ref _snapshot), snapshot))
        {
            return true;
        }

        decision.Leave(failed: false);
        return false;
    }

    private ArmState GetArm(in RouteDecision decision, string parameter)
    {
        ArmState? arm = decision.Destination?.Arm;
        return arm is not null && arm.BelongsTo(_ledger) ? arm : throw new ArgumentException($"This is not a decision of router '{Name}'.", parameter);
    }
}
