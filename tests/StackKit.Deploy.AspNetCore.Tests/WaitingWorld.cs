using StackKit.Acceptance.Api;

namespace StackKit.Deploy.AspNetCore.Tests;

/// <summary>An application whose rollout waits at its gate, for tests that change nothing.</summary>
public sealed class WaitingWorld : IAsyncLifetime
{
    internal ApiWorld World { get; private set; } = null!;

    internal string RolloutId { get; private set; } = "";

    public async Task InitializeAsync()
    {
        World = await ApiWorld.StartAsync(static s => s.Service = ApiWorld.WaitAtGate);
        RolloutId = await World.StartToGateAsync("2", Deadline.Token);
    }

    public async Task DisposeAsync() => await World.DisposeAsync();
}
