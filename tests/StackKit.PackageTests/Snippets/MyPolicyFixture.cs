using CustomPolicy;
using StackKit.Routing;
using StackKit.Testing;

namespace StackKit.PackageTests.Snippets;

/// <summary>Gives the policy of the sample to the suite of pool policies.</summary>
public sealed class MyPolicyFixture : PoolPolicyFixture
{
    /// <inheritdoc/>
    public override string Policy => "bounded-load";

    /// <inheritdoc/>
    public override bool KeepsKeys => true;

    /// <inheritdoc/>
    public override RouterEnvironment CreateEnvironment() => new() { PoolPolicies = [new BoundedLoadPolicy()] };
}
