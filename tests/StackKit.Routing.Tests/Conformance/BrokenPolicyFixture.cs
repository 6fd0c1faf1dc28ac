using StackKit.Testing;

namespace StackKit.Routing.Tests.Conformance;

/// <summary>Claims everything for a policy that is broken in one way.</summary>
internal sealed class BrokenPolicyFixture(BrokenPolicy.Fault fault) : PoolPolicyFixture
{
    public override string Policy => "broken";

    public override bool KeepsKeys => true;

    public override bool AvoidsLoad => true;

    public override RouterEnvironment CreateEnvironment() => new() { PoolPolicies = [new BrokenPolicy(fault)] };
}
