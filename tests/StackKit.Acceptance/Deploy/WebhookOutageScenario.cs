using StackKit.Acceptance.Harness;

namespace StackKit.Acceptance.Deploy;

public sealed class WebhookOutageScenario : IScenario
{
    public string Id => "P-O3";

    public string Statement => "Nobody listens for webhooks for 60 s: the release goes on as always, everything is delivered later, and no key is new to a receiver that remembers.";

    public bool Quick => false;

    public Task RunAsync(ScenarioRun run, CancellationToken cancellationToken) => WebhookOutage.RunAsync(run, TimeSpan.FromSeconds(60), cancellationToken);
}
