namespace StackKit.Routing;

/// <summary>A way to choose between the endpoints of a pool, for applications that need another one than <see cref="PoolPolicies"/>.</summary>
/// <remarks>
/// Register it as a service, or give it to <see cref="RouterEnvironment.PoolPolicies"/>, and name it in <see cref="Pool.Policy"/>. Pools with another policy pay
/// nothing for it. The conformance suite for pool policies in StackKit.Testing says whether one is right. Implementations are thread-safe.
/// </remarks>
public interface IPoolPolicy
{
    /// <summary>Gets the name that pools use for this policy: 1 to 128 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen, and none of <see cref="PoolPolicies"/>.</summary>
    string Name { get; }

    /// <summary>Creates what chooses between some endpoints.</summary>
    /// <remarks>Called whenever the endpoints or their weights have changed, while the router is being written and never during a choice. What it throws refuses the change.</remarks>
    /// <param name="members">The endpoints that take requests: at least one.</param>
    /// <param name="previous">What this policy created for the same pool before, to take over its state; null for the first time.</param>
    /// <returns>What chooses until the next change.</returns>
    IPoolPicker CreatePicker(PoolMembers members, IPoolPicker? previous);
}
