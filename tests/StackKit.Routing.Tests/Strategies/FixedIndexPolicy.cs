namespace StackKit.Routing.Tests.Strategies;

/// <summary>A policy that counts how often it was asked to create a picker, and answers with a fixed index.</summary>
internal sealed class FixedIndexPolicy(int index) : IPoolPolicy
{
    public string Name => "fixed-index";

    public List<(PoolMembers Members, IPoolPicker? Previous)> Created { get; } = [];

    public IPoolPicker CreatePicker(PoolMembers members, IPoolPicker? previous)
    {
        Created.Add((members, previous));
        return new Picker(index);
    }

    private sealed class Picker(int index) : IPoolPicker
    {
        public int Pick(in RouteContext context) => context.User.IsEmpty ? index : context.User.Length;
    }
}
