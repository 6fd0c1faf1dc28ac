using StackKit.Routing;

namespace CustomPolicy;

/// <summary>Keeps a key on its endpoint, such as a tenant on the instance that has its data cached, until that endpoint has more than its share of the load.</summary>
public sealed class BoundedLoadPolicy : IPoolPolicy
{
    public string Name => "bounded-load";

    public IPoolPicker CreatePicker(PoolMembers members, IPoolPicker? previous) => new BoundedLoadPicker(members);
}
