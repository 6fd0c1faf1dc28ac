using StackKit.Routing;

namespace StackKit.Testing;

/// <summary>Gives the suite of pool policies its subject, and says what the policy claims. Each statement gets a fixture of its own.</summary>
public abstract class PoolPolicyFixture
{
    /// <summary>Gets the name of the policy.</summary>
    public abstract string Policy { get; }

    /// <summary>Gets a value indicating whether the endpoints of an idle pool get requests by their weights, in any order.</summary>
    /// <value>The default is true.</value>
    public virtual bool FollowsWeights => true;

    /// <summary>Gets a value indicating whether a sticky key keeps its endpoint.</summary>
    /// <value>The default is false.</value>
    public virtual bool KeepsKeys => false;

    /// <summary>Gets a value indicating whether an endpoint with many requests in flight gets fewer than its share.</summary>
    /// <value>The default is false.</value>
    public virtual bool AvoidsLoad => false;

    /// <summary>Creates what a router needs to know the policy, with a new one in <see cref="RouterEnvironment.PoolPolicies"/>.</summary>
    /// <returns>The environment.</returns>
    public abstract RouterEnvironment CreateEnvironment();
}
