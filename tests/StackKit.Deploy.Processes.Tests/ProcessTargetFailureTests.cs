using System.Text.Json.Nodes;
using StackKit.Deploy.Processes.Tests.Worlds;

namespace StackKit.Deploy.Processes.Tests;

public sealed class ProcessTargetFailureTests
{
    [Fact]
    public async Task PrepareAsync_ProcessEnds_SaysHowAndLeavesNothing()
    {
        await using ProcessWorld world = new();
        world.UseScript("echo 'the database is not there' >&2; exit 41");

        ProcessFailedException exception = await Assert.ThrowsAsync<ProcessFailedException>(() => world.Target.PrepareAsync(ProcessWorld.Operation("a", "1"), CancellationToken.None).AsTask());

        Assert.Equal(41, exception.ExitCode);
        Assert.Contains("exit code 41", exception.Message, StringComparison.Ordinal);
        Assert.Contains("the database is not there", exception.Message, StringComparison.Ordinal);
        Assert.Empty(await world.ListAsync());
    }

    [Fact]
    public async Task PrepareAsync_MuchWritten_KeepsTheEnd()
    {
        await using ProcessWorld world = new();
        world.UseScript("for i in $(seq 5000); do echo \"line $i\" >&2; done; exit 1");

        ProcessFailedException exception = await Assert.ThrowsAsync<ProcessFailedException>(() => world.Target.PrepareAsync(ProcessWorld.Operation("a", "1"), CancellationToken.None).AsTask());

        Assert.EndsWith("line 5000", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.Message.Length < 4096);
    }

    [Fact]
    public async Task PrepareAsync_Cancelled_StopsItAndItsChildren()
    {
        await using ProcessWorld world = new();
        string pids = Path.Combine(world.Folder, "pids");
        world.UseScript($"trap '' TERM; sleep 1000 & echo $$ $! >'{pids}'; wait; sleep 1000");
        world.Settings.StopTimeout = TimeSpan.Zero;
        using CancellationTokenSource stop = new();
        Task preparing = world.Target.PrepareAsync(ProcessWorld.Operation("a", "1"), stop.Token).AsTask();
        await Wait.UntilAsync(() => File.Exists(pids) && File.ReadAllText(pids).EndsWith('\n'), "it runs");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => preparing);
        int[] left = [.. File.ReadAllText(pids).Split(' ').Select(int.Parse)];
        await Wait.UntilAsync(() => !left.Any(ProcessWorld.Runs), "nothing is left");
        Assert.Empty(await world.ListAsync());
    }

    [Fact]
    public async Task PrepareAsync_CancelledAfterASuccessorFinishedIt_LeavesTheInstanceToThatOne()
    {
        await using ProcessWorld world = new();
        world.Settings.ReadyCount = 100; // so that the first is still waiting when the second has it ready
        using CancellationTokenSource stop = new();
        Task<TargetInstance> former = world.Target.PrepareAsync(ProcessWorld.Operation("a", "1"), stop.Token).AsTask();
        await Wait.UntilAsync(() => Directory.EnumerateFiles(world.Folder, "instance.json", SearchOption.AllDirectories).Any(f => !File.ReadAllText(f).Contains("\"processId\": null", StringComparison.Ordinal) && File.ReadAllText(f).Contains("processId", StringComparison.Ordinal)), "it is started");
        world.UseShop();
        TargetInstance instance = await world.Restart().PrepareAsync(ProcessWorld.Operation("a", "1"), CancellationToken.None);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => former);
        Assert.Equal((instance.Id, true), (Assert.Single(await world.ListAsync()).Id, ProcessWorld.Runs(ProcessWorld.ProcessOf(instance))));
    }

    [Fact]
    public async Task ListInstancesAsync_RecordOfAnotherStart_IsNeitherListedNorStopped()
    {
        await using ProcessWorld world = new();
        TargetInstance instance = await world.Target.PrepareAsync(ProcessWorld.Operation("a", "1"), CancellationToken.None);
        string original = await File.ReadAllTextAsync(world.RecordOf(instance));
        JsonNode record = JsonNode.Parse(original)!;
        record["processMark"] += "1";
        await File.WriteAllTextAsync(world.RecordOf(instance), record.ToJsonString());

        IReadOnlyList<TargetInstance> listed = await world.Restart().ListInstancesAsync(ProcessWorld.Service, CancellationToken.None);
        await world.Target.RetireAsync(instance, ProcessWorld.Operation("b", "1"), CancellationToken.None);

        Assert.Empty(listed);
        Assert.True(ProcessWorld.Runs(ProcessWorld.ProcessOf(instance)));
        await File.WriteAllTextAsync(world.RecordOf(instance), original);
    }

    [Fact]
    public async Task PrepareAsync_CrashBeforeTheProcessWasRecorded_FindsIt()
    {
        await using ProcessWorld world = new();
        TargetInstance instance = await world.Target.PrepareAsync(ProcessWorld.Operation("a", "1"), CancellationToken.None);
        JsonNode record = JsonNode.Parse(await File.ReadAllTextAsync(world.RecordOf(instance)))!;
        record["processId"] = null;
        record["processMark"] = null;
        await File.WriteAllTextAsync(world.RecordOf(instance), record.ToJsonString());

        TargetInstance again = await world.Restart().PrepareAsync(ProcessWorld.Operation("a", "1"), CancellationToken.None);

        Assert.Equivalent(instance, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("-c")]
    [InlineData("1;reboot")]
    [InlineData("$(id)")]
    [InlineData("a\nb")]
    public async Task PrepareAsync_HostileVersion_IsRefused(string version)
    {
        await using ProcessWorld world = new();

        await Assert.ThrowsAsync<ArgumentException>(() => world.Target.PrepareAsync(ProcessWorld.Operation("a", version), CancellationToken.None).AsTask());

        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Folder));
    }

    [Fact]
    public async Task RetireAsync_HostileId_IsRefused()
    {
        await using ProcessWorld world = new();

        await Assert.ThrowsAsync<ArgumentException>(() => world.Target.RetireAsync(new TargetInstance { Id = "../../etc", Version = "1" }, ProcessWorld.Operation("a", "1"), CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task RestoreAsync_AfterAFailedUpgrade_BringsTheInstanceBack()
    {
        await using ProcessWorld world = new();
        world.Settings.Versions.Add("2", new ProcessVersionOptions { FileName = "bash", Arguments = ["-c", "exit 1"] });
        TargetInstance one = await world.Target.PrepareAsync(ProcessWorld.Operation("a", "1"), CancellationToken.None);
        await Assert.ThrowsAsync<ProcessFailedException>(() => world.Target.UpgradeAsync(one, ProcessWorld.Operation("b", "2"), CancellationToken.None).AsTask());

        TargetInstance back = await world.Restart().RestoreAsync(one, ProcessWorld.Operation("c", "1"), CancellationToken.None);

        Assert.Equal((one.Id, "1", true), (back.Id, back.Version, back.Ready));
        Assert.Equivalent(back, Assert.Single(await world.ListAsync()));
    }
}
