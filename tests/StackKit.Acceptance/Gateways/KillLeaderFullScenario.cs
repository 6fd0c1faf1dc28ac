namespace StackKit.Acceptance.Gateways;

public sealed class KillLeaderFullScenario : KillLeaderScenario
{
    public override string Id => "P-S1-full";

    public override string Statement => "kill -9 of the leader right before and right after every commit of a promotion and of an abort, beside and in place: a successor acts within TTL + 1 s, the end is the same, nothing is completed twice, no user loses a request.";

    public override bool Quick => false;

    protected override int Every => 1;
}
