using System.Text.Json.Nodes;
using StackKit.Cli.Tests.Running;
using StackKit.Cli.Tests.Servers;

namespace StackKit.Cli.Tests.Following;

public sealed class WaitTests : IAsyncLifetime, IDisposable
{
    private readonly FakeSite _site = new();
    private readonly SignallingWriter _progress = new();
    private FakeServer _server = null!;
    private Tool _tool = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeServer.StartAsync(_site);
        _tool = Tool.For(_server);
        _tool.Error = _progress;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _progress.Dispose();

    [Theory]
    [InlineData("Succeeded", "promoted", 0)]
    [InlineData("RolledBack", "promoted", 7)]
    [InlineData("Failed", "promoted", 7)]
    [InlineData("Superseded", "promoted", 7)]
    [InlineData("Cancelled", "promoted", 7)]
    [InlineData("RollbackFailed", "promoted", 7)]
    [InlineData("RolledBack", "rolled-back", 0)]
    [InlineData("Succeeded", "rolled-back", 7)]
    [InlineData("Failed", "ended", 0)]
    [InlineData("Succeeded", "gate:qa", 7)]
    [InlineData("Succeeded", "step:3", 0)]
    [InlineData("RolledBack", "step:3", 7)]
    public async Task Wait_RolloutEnds_ExitCodeSaysHow(string end, string goal, int exitCode)
    {
        FakeRollout rollout = _site.Add("r-1").Go("Progressing");
        Task<ToolResult> waiting = _tool.RunAsync("rollout", "wait", "shop", "--for", goal);
        await _progress.WaitForAsync("Progressing");

        rollout.Go(end, terminal: true);
        ToolResult result = await waiting;

        Assert.Equal(exitCode, result.ExitCode);
        Assert.StartsWith($"shop: 1 -> 2 is {end}", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phase:Baking")]
    [InlineData("phase:baking")]
    [InlineData("step:2")]
    [InlineData("gate:qa")]
    public async Task Wait_GoalInTheMiddle_EndsThere(string goal)
    {
        FakeRollout rollout = _site.Add("r-1").Go("Progressing");
        Task<ToolResult> waiting = _tool.RunAsync("rollout", "wait", "--for", goal);
        await _progress.WaitForAsync("Progressing");

        rollout.Set("step", 2).Set("gate", "qa").Go("Baking");

        Assert.Equal(0, (await waiting).ExitCode);
        Assert.False(rollout.IsTerminal);
    }

    [Fact]
    public async Task Wait_PhaseThatPassedAlready_IsSeenInTheEvents()
    {
        _site.Add("r-1").Go("Progressing").Go("Baking").Go("Draining");

        Assert.Equal(0, (await _tool.RunAsync("rollout", "wait", "shop", "--for", "phase:Baking")).ExitCode);
    }

    [Fact]
    public async Task Wait_StepThatPassedAlready_IsSeenInTheEvents()
    {
        _site.Add("r-1").Go("Progressing").Tell("step-changed", "step 3", new JsonObject { ["step"] = 3 }).Go("RolledBack", terminal: true);

        Assert.Equal(0, (await _tool.RunAsync("rollout", "wait", "shop", "--for", "step:3")).ExitCode);
        Assert.Equal(7, (await _tool.RunAsync("rollout", "wait", "shop", "--for", "step:4")).ExitCode);
    }

    [Fact]
    public async Task Wait_Events_AreToldOnTheStandardError()
    {
        FakeRollout rollout = _site.Add("r-1").Tell("noted", "the first").Go("Progressing");
        Task<ToolResult> waiting = _tool.RunAsync("rollout", "wait", "shop");
        await _progress.WaitForAsync("the first");
        rollout.Tell("noted", "the second");
        await _progress.WaitForAsync("the second");
        rollout.Go("Succeeded", terminal: true);

        ToolResult result = await waiting;

        Assert.DoesNotContain("the first", result.Output, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n'), l => l.Contains("the second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wait_Json_IsTheRolloutAndNothingElse()
    {
        FakeRollout rollout = _site.Add("r-1").Go("Succeeded", terminal: true);

        (int exitCode, JsonNode json) = await _tool.RunJsonAsync("rollout", "wait", "shop");

        Assert.Equal(0, exitCode);
        Assert.True(JsonNode.DeepEquals(rollout.View, json));
    }

    [Fact]
    public async Task Wait_ServerRestarts_GoesOnWhereItWas()
    {
        FakeRollout rollout = _site.Add("r-1").Tell("noted", "the first").Go("Progressing");
        Task<ToolResult> waiting = _tool.RunAsync("rollout", "wait", "shop");
        await _progress.WaitForAsync("the first");
        int port = _server.Origin.Port;
        await _server.DisposeAsync();
        await _progress.WaitForAsync("does not answer");
        rollout.Tell("noted", "in between");
        _server = await FakeServer.StartAsync(_site, port);
        await _progress.WaitForAsync("in between");

        rollout.Go("Succeeded", terminal: true);
        ToolResult result = await waiting;

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("2", _site.Resumed, StringComparer.Ordinal);
        Assert.Single(result.Error.Split('\n'), l => l.Contains("the first", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wait_ServerWithoutStreams_AsksAgainAndAgain()
    {
        _site.HasStreams = false;
        FakeRollout rollout = _site.Add("r-1").Go("Progressing");
        Task<ToolResult> waiting = _tool.RunAsync("rollout", "wait", "shop");
        await _progress.WaitForAsync("from Pending to Progressing");
        rollout.Tell("noted", "later");
        await _progress.WaitForAsync("later");
        rollout.Go("RolledBack", terminal: true);

        Assert.Equal(7, (await waiting).ExitCode);
    }

    [Fact]
    public async Task Wait_TimeIsUp_IsSix()
    {
        _site.Add("r-1").Go("Progressing");

        ToolResult result = await _tool.RunAsync("rollout", "wait", "shop", "--timeout", "1s");

        Assert.Equal(6, result.ExitCode);
        Assert.Contains("The time is up", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Manual", null, 8)]
    [InlineData("Inconclusive", null, 8)]
    [InlineData("Gate", "qa", 8)]
    [InlineData("DependencyDown", null, 6)]
    public async Task Wait_FailOnHold_EndsWhenAPersonIsNeeded(string pause, string? gate, int exitCode)
    {
        FakeRollout rollout = _site.Add("r-1").Go("Progressing");
        rollout.Set("pauses", new JsonArray(new JsonObject { ["reason"] = pause })).Set("gate", gate);

        Assert.Equal(exitCode, (await _tool.RunAsync("rollout", "wait", "shop", "--fail-on-hold", "--timeout", exitCode == 6 ? "1s" : "1m")).ExitCode);
    }

    [Fact]
    public async Task Wait_Held_WithoutFailOnHoldWaits()
    {
        FakeRollout rollout = _site.Add("r-1").Go("Held");
        Task<ToolResult> waiting = _tool.RunAsync("rollout", "wait", "shop");
        await _progress.WaitForAsync("Held");
        rollout.Go("Succeeded", terminal: true);

        Assert.Equal(0, (await waiting).ExitCode);
    }

    [Fact]
    public async Task Wait_NoSuchRollout_IsNotFoundAfterAWhile()
    {
        _site.Add("r-1").Go("Succeeded", terminal: true);
        _tool.Time = new ScaledTime(10);

        Assert.Equal(4, (await _tool.RunAsync("rollout", "wait", "shop", "--rollout", "r-9")).ExitCode);
    }

    [Fact]
    public async Task StartAndWait_AnotherIsUnderWay_WaitsForItsOwn()
    {
        FakeRollout other = _site.Add("r-1").Go("Progressing");
        Task<ToolResult> waiting = _tool.RunAsync("rollout", "start", "shop", "2", "--wait");
        await _progress.WaitForAsync("r-new");
        other.Go("Succeeded", terminal: true);
        FakeRollout own = _site.Add("r-new").Go("Progressing");
        await _progress.WaitForAsync("Progressing");
        own.Go("RolledBack", terminal: true);

        Assert.Equal(7, (await waiting).ExitCode);
    }

    [Fact]
    public async Task Wait_Interrupted_Is130()
    {
        _site.Add("r-1").Go("Progressing");
        Task<ToolResult> waiting = _tool.RunAsync("rollout", "wait", "shop");
        await _progress.WaitForAsync("Progressing");

        await _tool.Limit.CancelAsync();

        Assert.Equal(130, (await waiting).ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watch_ToItsEnd_ShowsEventsAndPhases(bool terminal)
    {
        _tool.IsTerminal = terminal;
        FakeRollout rollout = _site.Add("r-1").Tell("noted", "the first").Go("Progressing").Set("candidateWeight", 0.5);
        rollout.Go("Succeeded", terminal: true);

        ToolResult result = await _tool.RunAsync("rollout", "watch", "shop");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("the first", result.Output, StringComparison.Ordinal);
        Assert.Contains("Succeeded", result.Output, StringComparison.Ordinal);
        Assert.Equal(terminal, result.Output.Contains("[####################....................]", StringComparison.Ordinal));
    }
}
