using StackKit.Deploy.Processes.Tests.Worlds;

namespace StackKit.Deploy.Processes.Tests;

public sealed class CommandHookTests
{
    [Fact]
    public async Task RunAsync_ExitCodeZero_PassesWithItsOutput()
    {
        using CommandWorld world = new("echo \"$STACKKIT_OPERATION $STACKKIT_SERVICE $STACKKIT_STABLE_VERSION $STACKKIT_VERSION $STACKKIT_CANDIDATES\" | tee -a calls");

        HookResult result = await world.Hook().RunAsync(Context("k"), CancellationToken.None);
        HookResult again = await world.Hook().RunAsync(Context("k"), CancellationToken.None);

        Assert.Equal(new HookResult(true, "hook shop 1 2 http://127.0.0.1:81/ http://127.0.0.1:82/"), result);
        Assert.Equal(result, again);
        Assert.Single(world.Calls);
    }

    [Fact]
    public async Task RunAsync_OtherExitCode_DoesNotPass()
    {
        using CommandWorld world = new("echo 'two of nine checks failed' >&2; exit 3");

        HookResult result = await world.Hook().RunAsync(Context("k"), CancellationToken.None);

        Assert.Equal(new HookResult(false, "Exit code 3.\ntwo of nine checks failed"), result);
    }

    private static HookContext Context(string key) => new()
    {
        Key = key,
        Rollout = new Rollout { Id = "r", Service = "shop", Stable = "1", Candidate = "2", Plan = null!, Actor = "test", CreatedAt = DateTimeOffset.UnixEpoch },
        Candidates = [Candidate("a", 81), Candidate("b", 82)],
    };

    private static TargetInstance Candidate(string id, int port) => new() { Id = id, Version = "2", Address = $"http://127.0.0.1:{port}/" };
}
