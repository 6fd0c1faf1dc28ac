using System.Net.Http.Json;
using System.Text.Json;
using StackKit.Deploy.Processes.Tests.Worlds;

namespace StackKit.Deploy.Processes.Tests;

public sealed class ProcessTargetTests
{
    [Fact]
    public async Task PrepareAsync_NewVersion_RunsIt()
    {
        await using ProcessWorld world = new();
        using HttpClient client = new();

        TargetInstance instance = await world.Target.PrepareAsync(ProcessWorld.Operation("a/prepare/0", "7"), CancellationToken.None);

        JsonElement answer = await client.GetFromJsonAsync<JsonElement>(new Uri(new Uri(instance.Address!), "version"));
        Assert.Equal("7", answer.GetProperty("version").GetString());
        Assert.Equal(ProcessWorld.ProcessOf(instance), answer.GetProperty("processId").GetInt32());
        Assert.Equal("shop-7-0", instance.Id);
        Assert.Equivalent(instance, Assert.Single(await world.ListAsync()));
    }

    [Fact]
    public async Task RetireAsync_Running_EndsTheProcessAndForgetsIt()
    {
        await using ProcessWorld world = new();
        TargetInstance instance = await world.Target.PrepareAsync(ProcessWorld.Operation("a/prepare/0", "1"), CancellationToken.None);

        await world.Target.RetireAsync(instance, ProcessWorld.Operation("a/retire", "1"), CancellationToken.None);
        await world.Target.RetireAsync(instance, ProcessWorld.Operation("a/retire", "1"), CancellationToken.None);

        Assert.False(ProcessWorld.Runs(ProcessWorld.ProcessOf(instance)));
        Assert.False(File.Exists(world.RecordOf(instance)));
        Assert.Empty(await world.ListAsync());
    }

    [Fact]
    public async Task PrepareAsync_SameKeyAgainAfterRestart_ReturnsTheSameProcess()
    {
        await using ProcessWorld world = new();
        TargetInstance first = await world.Target.PrepareAsync(ProcessWorld.Operation("a/prepare/0", "1"), CancellationToken.None);

        TargetInstance again = await world.Restart().PrepareAsync(ProcessWorld.Operation("a/prepare/0", "1"), CancellationToken.None);

        Assert.Equivalent(first, again);
    }

    [Fact]
    public async Task PrepareAsync_SameKeyAtOnce_StartsOneProcess()
    {
        await using ProcessWorld world = new();

        TargetInstance[] instances = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => world.Target.PrepareAsync(ProcessWorld.Operation("a/prepare/0", "1"), CancellationToken.None).AsTask()));

        Assert.Single(instances.Select(ProcessWorld.ProcessOf).Distinct());
        Assert.Single(await world.ListAsync());
    }

    [Fact]
    public async Task PrepareAsync_SameVersionByAnotherRollout_DoesNotTouchTheOneThatRuns()
    {
        await using ProcessWorld world = new();
        TargetInstance first = await world.Target.PrepareAsync(ProcessWorld.Operation("a/prepare/0", "1"), CancellationToken.None);

        TargetInstance second = await world.Target.PrepareAsync(ProcessWorld.Operation("b/prepare/0", "1"), CancellationToken.None);

        Assert.Equal(("shop-1-0", "shop-1-0.2"), (first.Id, second.Id));
        Assert.False(first.Address == second.Address);
        Assert.Equal(2, (await world.ListAsync()).Count(i => i.Ready));
    }

    [Fact]
    public async Task UpgradeAsync_ThenRestore_KeepsTheIdAndChangesTheVersion()
    {
        await using ProcessWorld world = new();
        TargetInstance one = await world.Target.PrepareAsync(ProcessWorld.Operation("a/prepare/0", "1"), CancellationToken.None);

        TargetInstance two = await world.Target.UpgradeAsync(one, ProcessWorld.Operation("b/upgrade", "2"), CancellationToken.None);
        TargetInstance same = await world.Restart().UpgradeAsync(one, ProcessWorld.Operation("b/upgrade", "2"), CancellationToken.None);
        TargetInstance back = await world.Target.RestoreAsync(two, ProcessWorld.Operation("b/restore", "1"), CancellationToken.None);

        Assert.Equal((one.Id, "2"), (two.Id, two.Version));
        Assert.Equal(ProcessWorld.ProcessOf(two), ProcessWorld.ProcessOf(same));
        Assert.Equal((one.Id, "1"), (back.Id, back.Version));
        Assert.False(ProcessWorld.Runs(ProcessWorld.ProcessOf(one)) || ProcessWorld.Runs(ProcessWorld.ProcessOf(two)));
        Assert.Equivalent(back, Assert.Single(await world.ListAsync()));
    }

    [Fact]
    public async Task PrepareAsync_Started_HoldsNothingOfThisProcess()
    {
        await using ProcessWorld world = new();

        TargetInstance instance = await world.Target.PrepareAsync(ProcessWorld.Operation("a", "1"), CancellationToken.None);

        int id = ProcessWorld.ProcessOf(instance);
        string[] fields = (await File.ReadAllTextAsync($"/proc/{id}/stat")).Split(") ")[^1].Split(' ');
        string folder = Path.GetDirectoryName(world.RecordOf(instance))!;
        Assert.Equal([$"{id}", $"{id}"], fields[2..4], StringComparer.Ordinal); // its process group and its session
        Assert.Equal(
            ["/dev/null", Path.Combine(folder, "stdout.log"), Path.Combine(folder, "stderr.log")],
            Enumerable.Range(0, 3).Select(stream => new FileInfo($"/proc/{id}/fd/{stream}").LinkTarget!), StringComparer.Ordinal);
    }
}
