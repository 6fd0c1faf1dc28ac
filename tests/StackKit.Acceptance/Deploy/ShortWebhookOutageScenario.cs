using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Deploy;

public sealed class ShortWebhookOutageScenario : IScenario
{
    public string Id => "P-O3-10";

    public string Statement => "P-O3 with an outage of 10 s.";

    public bool Quick => true;

    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken) => WebhookOutage.RunAsync(run, TimeSpan.FromSeconds(10), cancellationToken);
}
