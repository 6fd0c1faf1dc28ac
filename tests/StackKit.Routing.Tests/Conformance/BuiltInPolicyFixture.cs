using StackKit.Testing;

namespace StackKit.Routing.Tests.Conformance;

/// <summary>A policy that every router knows.</summary>
internal sealed class BuiltInPolicyFixture(string policy) : PoolPolicyFixture
{
    public override string Policy => policy;

    public override bool KeepsKeys => policy == PoolPolicies.ConsistentHash;

    public override bool AvoidsLoad => policy is PoolPolicies.PowerOfTwoChoices or PoolPolicies.LeastRequests;

    // The table is made of 65,537 slots: exact enough for users, and not for a chi-square test of 100,000 keys on every pool.
    public override bool FollowsWeights => policy != PoolPolicies.ConsistentHash;

    public override RouterEnvironment CreateEnvironment() => new();
}
