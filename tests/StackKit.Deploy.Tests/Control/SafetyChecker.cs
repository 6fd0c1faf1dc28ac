using StackKit.Deploy.Control;
using StackKit.Deploy.Evidence;

namespace StackKit.Deploy.Tests.Control;

/// <summary>Asserts, after every decision, what must never happen to users.</summary>
internal sealed class SafetyChecker
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private RoutingSnapshot? _written;

    /// <summary>Gets the least number of instances that took new requests at any time.</summary>
    public int PoolMinimum { get; private set; } = int.MaxValue;

    public void Begin(RolloutState state)
    {
        _written = RoutingWriter.Write(state, 1, "shop", null, []);
        if (!state.Instances.IsEmpty)
        {
            PoolMinimum = Admissible(_written).Count();
        }
    }

    public void Check(RolloutState before, RolloutState after, IReadOnlyList<RolloutEvent> events, long acknowledged)
    {
        Assert.True(after.Generation >= before.Generation);
        if (before.Phase == RolloutPhase.RollingBack && after.Phase == RolloutPhase.RollingBack)
        {
            Assert.True(after.CandidateWeight <= before.CandidateWeight, "The candidate's weight grew while it was rolled back.");
        }

        foreach (RolloutEvent next in events)
        {
            if (next is RolloutEvent.PhaseChanged { Trigger: RolloutTrigger.Retry })
            {
                _keys.Clear(); // what failed is tried again under the same key
            }
            else if (next is RolloutEvent.OperationStarted started)
            {
                Assert.True(_keys.Add(started.Operation.Key), $"{started.Operation.Key} was begun twice.");
                CheckOperation(started.Operation, before, acknowledged);
            }
        }

        if (events.Any(e => e is RolloutEvent.RoutingChanged))
        {
            RoutingSnapshot next = RoutingWriter.Write(after, 1, "shop", _written, []);
            CheckRouting(_written!, next, acknowledged);
            _written = next;
        }
    }

    private static IEnumerable<PoolEndpoint> Admissible(RoutingSnapshot routing) => (routing.Pools ?? []).SelectMany(p => p.Endpoints).Where(e => !e.Draining);

    private static double WeightOf(RoutingSnapshot routing, string version) => version == routing.Candidate ? routing.CandidateWeight : 1 - routing.CandidateWeight;

    private void CheckOperation(RolloutOperation operation, RolloutState state, long acknowledged)
    {
        if (operation.Kind is OperationKind.Upgrade or OperationKind.Restore or OperationKind.Retire)
        {
            Assert.DoesNotContain(Admissible(_written!), e => e.Id == operation.Subject);
            Assert.Equal(state.Generation, acknowledged);
        }
        else if (operation.Kind == OperationKind.Sweep)
        {
            Assert.DoesNotContain(_written!.Pools ?? [], p => p.Version == operation.Version && p.Endpoints.Any(e => !e.Draining));
            Assert.Equal(state.Generation, acknowledged);
        }
    }

    private void CheckRouting(RoutingSnapshot before, RoutingSnapshot after, long acknowledged)
    {
        foreach (PoolSnapshot pool in before.Pools ?? [])
        {
            foreach (PoolEndpoint endpoint in pool.Endpoints.Where(e => !e.Draining))
            {
                bool stays = (after.Pools ?? []).Any(p => p.Version == pool.Version && p.Endpoints.Any(e => e.Id == endpoint.Id));
                bool unused = WeightOf(before, pool.Version) == 0 && before.Rules.All(r => r.Version != pool.Version) && acknowledged >= before.Generation;
                Assert.True(stays || unused, $"{endpoint.Id} was taken away while {pool.Version} was still in use.");
            }
        }

        foreach (PoolSnapshot pool in after.Pools ?? [])
        {
            bool served = after.Stable is null || WeightOf(after, pool.Version) == 0 || pool.Endpoints.Any(e => !e.Draining);
            Assert.True(served, $"{pool.Version} was given {WeightOf(after, pool.Version):P0} of the traffic and has no instance.");
        }

        if (after.Stable is not null && after.Pools is not null)
        {
            PoolMinimum = Math.Min(PoolMinimum, Admissible(after).Count());
        }
    }
}
