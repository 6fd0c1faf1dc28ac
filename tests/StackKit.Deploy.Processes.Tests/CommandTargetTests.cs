using StackKit.Deploy.Processes.Tests.Worlds;

namespace StackKit.Deploy.Processes.Tests;

public sealed class CommandTargetTests
{
    [Fact]
    public async Task PrepareAsync_SameKeyAgain_RunsTheCommandOnce()
    {
        using CommandWorld world = new("echo \"$STACKKIT_OPERATION $STACKKIT_SERVICE $STACKKIT_VERSION $STACKKIT_ORDINAL $STACKKIT_OPERATION_KEY\" >>calls; echo id=a; echo address=http://127.0.0.1:81/");

        TargetInstance first = await world.Target().PrepareAsync(CommandWorld.Operation("k/prepare/3") with { Ordinal = 3 }, CancellationToken.None);
        TargetInstance again = await world.Target().PrepareAsync(CommandWorld.Operation("k/prepare/3") with { Ordinal = 3 }, CancellationToken.None);

        Assert.Equal(new TargetInstance { Id = "a", Version = "2", Address = "http://127.0.0.1:81/" }, first);
        Assert.Equal(first, again);
        Assert.Equal(["prepare shop 2 3 k/prepare/3"], world.Calls);
    }

    [Fact]
    public async Task PrepareAsync_CommandFails_SaysHowAndRunsItAgain()
    {
        using CommandWorld world = new("echo call >>calls; echo 'no such machine' >&2; exit 7");

        ProcessFailedException exception = await Assert.ThrowsAsync<ProcessFailedException>(() => world.Target().PrepareAsync(CommandWorld.Operation("k"), CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<ProcessFailedException>(() => world.Target().PrepareAsync(CommandWorld.Operation("k"), CancellationToken.None).AsTask());

        Assert.Equal(7, exception.ExitCode);
        Assert.Contains("exit code 7", exception.Message, StringComparison.Ordinal);
        Assert.Contains("no such machine", exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, world.Calls.Length);
    }

    [Fact]
    public async Task UpgradeAsync_NoAddressWritten_KeepsTheInstance()
    {
        using CommandWorld world = new("echo \"$STACKKIT_INSTANCE\" >>calls");
        TargetInstance instance = new() { Id = "m1", Version = "1", Address = "http://10.0.0.1/" };

        TargetInstance upgraded = await world.Target().UpgradeAsync(instance, CommandWorld.Operation("k"), CancellationToken.None);

        Assert.Equal(instance with { Version = "2" }, upgraded);
        Assert.Equal(["m1"], world.Calls);
    }

    [Fact]
    public async Task ListInstancesAsync_TwoLines_ReadsBoth()
    {
        using CommandWorld world = new("echo 'id=a version=1 address=http://10.0.0.1:80/ ready=true'; echo 'id=b version=2 ready=false'");

        IReadOnlyList<TargetInstance> instances = await world.Target().ListInstancesAsync("shop", CancellationToken.None);

        Assert.Equal([("a", "1", true), ("b", "2", false)], instances.Select(i => (i.Id, i.Version, i.Ready)));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("address=http://127.0.0.1/")]
    [InlineData("id=a id=b")]
    [InlineData("id=../a")]
    [InlineData("id=a address=file:///etc/passwd")]
    [InlineData("id=a version=9")]
    [InlineData("id=a ready=maybe")]
    public async Task PrepareAsync_WrongAnswer_Throws(string answer)
    {
        using CommandWorld world = new($"echo '{answer}'");

        ProcessFailedException exception = await Assert.ThrowsAsync<ProcessFailedException>(() => world.Target().PrepareAsync(CommandWorld.Operation("k"), CancellationToken.None).AsTask());

        Assert.StartsWith("What the command wrote", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetireAsync_Cancelled_StopsTheCommandAndItsChildren()
    {
        using CommandWorld world = new("sleep 1000 & echo $! >>calls; wait");
        using CancellationTokenSource stop = new();
        Task retiring = world.Target().RetireAsync(new TargetInstance { Id = "a", Version = "2" }, CommandWorld.Operation("k"), stop.Token).AsTask();
        await Wait.UntilAsync(() => world.Calls.Length == 1, "the command runs");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => retiring);
        int child = int.Parse(world.Calls[0]);
        await Wait.UntilAsync(() => !ProcessWorld.Runs(child), "its child has ended");
    }

    [Fact]
    public async Task RetireAsync_TooSlow_Throws()
    {
        using CommandWorld world = new("sleep 1000");
        world.Options.Timeout = TimeSpan.FromMilliseconds(100);

        ProcessFailedException exception = await Assert.ThrowsAsync<ProcessFailedException>(() => world.Target().RetireAsync(new TargetInstance { Id = "a", Version = "2" }, CommandWorld.Operation("k"), CancellationToken.None).AsTask());

        Assert.Contains("did not end within", exception.Message, StringComparison.Ordinal);
    }
}
