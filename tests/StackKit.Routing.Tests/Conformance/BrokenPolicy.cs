namespace StackKit.Routing.Tests.Conformance;

/// <summary>A policy with one of the faults that authors make.</summary>
public sealed class BrokenPolicy(BrokenPolicy.Fault fault) : IPoolPolicy
{
    /// <summary>What is wrong.</summary>
    public enum Fault
    {
        OutOfRange,
        AlwaysFirst,
        ForgetsItsTurn,
        IgnoresWeights,
        Allocates,
        HashesByProcess,
        PrefersLoad,
        KeepsOldEndpoints,
        RefusesTinyWeights,
        WrongName,
    }

    public string Name => fault == Fault.WrongName ? "brokn" : "broken";

    public IPoolPicker CreatePicker(PoolMembers members, IPoolPicker? previous)
    {
        if (fault == Fault.RefusesTinyWeights && members.Endpoints.Any(endpoint => endpoint.Weight < 1e-100))
        {
            throw new NotSupportedException("too light");
        }

        return fault == Fault.KeepsOldEndpoints && previous is not null ? previous : new Picker(fault, members);
    }

    private sealed class Picker(Fault fault, PoolMembers members) : IPoolPicker
    {
        private readonly int _seed = Environment.TickCount ^ members.GetHashCode();
        private int _turn;

        public int Pick(in RouteContext context)
        {
            int count = members.Endpoints.Count;
            return fault switch
            {
                Fault.OutOfRange => Random.Shared.Next(count + 1),
                Fault.AlwaysFirst => 0,
                Fault.ForgetsItsTurn => ByShare((_turn++ + 0.5) / 10 % 1),
                Fault.Allocates => new int[] { Random.Shared.Next(count) }[^1],
                Fault.HashesByProcess => (int)((uint)(string.GetHashCode(context.StickyKey, StringComparison.Ordinal) ^ _seed) % (uint)count),
                Fault.PrefersLoad => Enumerable.Range(0, count).MaxBy(members.GetInFlight),
                _ => Random.Shared.Next(count),
            };
        }

        private int ByShare(double place)
        {
            int index = 0;
            while (index < members.Shares.Length - 1 && (place -= members.Shares[index]) >= 0)
            {
                index++;
            }

            return index;
        }
    }
}
