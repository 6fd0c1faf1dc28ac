using CustomPolicy;
using StackKit.Testing;

namespace StackKit.Routing.Tests.Conformance;

/// <summary>The policy of the sample.</summary>
internal sealed class BoundedLoadFixture : PoolPolicyFixture
{
    public override string Policy => "bounded-load";

    public override bool KeepsKeys => true;

    public override bool AvoidsLoad => true;

    public override RouterEnvironment CreateEnvironment() => new() { PoolPolicies = [new BoundedLoadPolicy()] };
}
