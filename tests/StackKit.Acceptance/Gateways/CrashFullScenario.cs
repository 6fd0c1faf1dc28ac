namespace StackKit.Acceptance.Gateways;

public sealed class CrashFullScenario : CrashScenario
{
    public override string Id => "P-CRASH-full";

    public override string Statement => "60 minutes of P-CRASH.";

    public override bool Quick => false;

    protected override TimeSpan Duration => TimeSpan.FromMinutes(60);
}
