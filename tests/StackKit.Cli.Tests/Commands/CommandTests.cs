using System.Text.Json.Nodes;
using StackKit.Cli.Tests.Running;
using StackKit.Cli.Tests.Servers;

namespace StackKit.Cli.Tests.Commands;

public sealed class CommandTests : IAsyncLifetime
{
    private readonly FakeSite _site = new();
    private FakeServer _server = null!;
    private Tool _tool = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeServer.StartAsync(_site);
        _tool = Tool.For(_server);
        _site.Add("r-1").Go("Succeeded", terminal: true).Set("reason", new JsonObject { ["code"] = "EvidenceReached", ["text"] = "good enough" });
        _site.Add("r-2").Go("Progressing").Set("step", 2).Set("stepText", "an analysis").Set("stepPhase", "Observing").Set("candidateWeight", 0.25).Set("gate", "qa");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("pause shop --reason lunch", "services/shop/rollout/pause", """{"reason":"lunch"}""")]
    [InlineData("resume shop", "services/shop/rollout/resume", "{}")]
    [InlineData("promote shop --rollout r-2", "services/shop/rollout/promote", """{"rolloutId":"r-2"}""")]
    [InlineData("promote shop --full", "services/shop/rollout/promote-full", "{}")]
    [InlineData("abort shop --reason bad --rollout r-2", "services/shop/rollout/abort", """{"reason":"bad","rolloutId":"r-2"}""")]
    [InlineData("retry", "services/shop/rollout/retry", "{}")]
    [InlineData("rollback shop --reason bad", "services/shop/rollback", """{"reason":"bad"}""")]
    [InlineData("rollback --to 0.9", "services/shop/rollback", """{"version":"0.9"}""")]
    [InlineData("approve shop qa --reason tested", "services/shop/gates/qa/approve", """{"reason":"tested"}""")]
    [InlineData("approve shop qa --reason tested --rollout r-2", "services/shop/gates/qa/approve", """{"reason":"tested","rolloutId":"r-2"}""")]
    [InlineData("reject qa --reason broken", "services/shop/gates/qa/reject", """{"reason":"broken"}""")]
    [InlineData("adopt --reason restored", "adopt", """{"reason":"restored"}""")]
    [InlineData("start shop 2", "services/shop/rollouts", """{"version":"2"}""")]
    [InlineData("start 2 --reason prices --artifact-uri u --artifact-checksum c", "services/shop/rollouts", """{"version":"2","reason":"prices","artifact":{"uri":"u","checksum":"c"}}""")]
    [InlineData("start shop 2 --dry-run", "services/shop/forecast", """{"version":"2"}""")]
    [InlineData("start shop 2 --dry-run --reason prices --artifact-uri u", "services/shop/forecast", """{"version":"2"}""")]
    public async Task Command_Good_PostsWhatTheContractSays(string line, string path, string body)
    {
        ToolResult result = await _tool.RunAsync(["rollout", .. line.Split(' ')]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.NotEmpty(result.Output);
        Assert.Equal($"/stackkit/deploy/{path}", _site.LastPost.Path);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(_site.LastPost.Body)), _site.LastPost.Body);
        Assert.StartsWith("application/json", _site.LastPost.Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Text_IsATable()
    {
        ToolResult result = await _tool.RunAsync("rollout", "list");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("SERVICE  STABLE  CANDIDATE  PHASE        WEIGHT  STORE\nshop     1       2          Progressing  25 %    Live\n", result.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Status_Text_ShowsAllThatMatters()
    {
        ToolResult result = await _tool.RunAsync("rollout", "status", "shop");

        Assert.Equal(0, result.ExitCode);
        foreach (string part in new[] { "shop: 1 -> 2 is Progressing", "r-2 by ana", "2 of 4 by Canary: an analysis", "75 %", "25 %", "nothing against it", "gate", "qa", "shop-1", "sha256:4f" })
        {
            Assert.Contains(part, result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task History_Text_ListsNewestFirstWithArtefacts()
    {
        ToolResult result = await _tool.RunAsync("rollout", "history");

        string[] lines = result.Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("r-2", lines[1], StringComparison.Ordinal);
        Assert.Contains("https://files.example/shop-2.zip sha256:4f", lines[2], StringComparison.Ordinal);
        Assert.Contains("EvidenceReached", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_Text_IsTheTextOfTheServer()
    {
        ToolResult result = await _tool.RunAsync("rollout", "why", "shop");

        Assert.Equal((0, _site.Why), (result.ExitCode, result.Output.ReplaceLineEndings("\n")));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("status shop")]
    [InlineData("status shop --rollout r-1")]
    [InlineData("history shop")]
    [InlineData("why shop")]
    [InlineData("pause shop")]
    [InlineData("start shop 2")]
    [InlineData("start shop 2 --dry-run")]
    [InlineData("rollback shop")]
    [InlineData("approve shop qa --reason tested")]
    [InlineData("adopt --reason restored")]
    public async Task Json_AnyCommand_IsWhatTheServerSaid(string line)
    {
        (int exitCode, JsonNode json) = await _tool.RunJsonAsync(["rollout", .. line.Split(' ')]);
        using HttpClient client = new();
        RecordedRequest last = _site.Requests.Last();
        using HttpRequestMessage request = new(new HttpMethod(last.Method), new Uri(_server.Origin, last.Path)) { Content = new StringContent(last.Body) };
        using HttpResponseMessage response = await client.SendAsync(request);

        Assert.Equal(0, exitCode);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(await response.Content.ReadAsStringAsync()), json), json.ToJsonString());
    }

    [Fact]
    public async Task DryRun_WithAProblem_IsRefused()
    {
        _site.Forecast["problem"] = "There is no room.";

        ToolResult result = await _tool.RunAsync("rollout", "start", "shop", "2", "--dry-run");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("refused    There is no room.", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(_site.Requests, r => r.Path.EndsWith("/rollouts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Service_SeveralAndNoneNamed_IsAskedFor()
    {
        _site.Services.Add("cart");

        ToolResult result = await _tool.RunAsync("rollout", "pause");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("shop, cart", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_site.Requests, r => r.Method == "POST");
    }

    [Fact]
    public async Task Service_None_IsNotFound()
    {
        _site.Services.Clear();

        Assert.Equal(4, (await _tool.RunAsync("rollout", "status")).ExitCode);
    }

    [Theory]
    [InlineData("approve shop qa --reason tested --rollout r-1")]
    [InlineData("abort shop --rollout r-1")]
    public async Task Command_GuardedByAnotherRollout_IsRefused(string line)
    {
        ToolResult result = await _tool.RunAsync(["rollout", .. line.Split(' ')]);

        Assert.Equal((3, "error: Another rollout is the current one: r-2.\n"), (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task Abort_NotStored_IsNotTakenForDone()
    {
        _site.Instead["POST services/shop/rollout/abort"] = async context =>
        {
            context.Response.StatusCode = 202;
            context.Response.ContentType = "application/json";
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, """{"stored":false}""");
        };

        ToolResult result = await _tool.RunAsync("rollout", "abort", "shop");

        Assert.Equal(6, result.ExitCode);
        Assert.Contains("stores the abort as soon as it can", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rollout status ../../admin")]
    [InlineData("rollout status shop --rollout ..")]
    [InlineData("rollout start shop 2;rm")]
    [InlineData("rollout start")]
    [InlineData("rollout start shop 2 --artifact-checksum sha256:4f")]
    [InlineData("rollout approve shop qa")]
    [InlineData("rollout adopt")]
    [InlineData("rollout wait shop --for tea")]
    [InlineData("rollout wait shop --timeout soon")]
    [InlineData("rollout list --output xml")]
    [InlineData("rollout list --server ftp://localhost/")]
    [InlineData("rollout list --server http://ana:secret@localhost/")]
    [InlineData("rollout list --header nonsense")]
    [InlineData("rollout list --token-file /nowhere/at/all")]
    [InlineData("rollout juggle")]
    [InlineData("")]
    public async Task CommandLine_Wrong_IsTwoAndSendsNothing(string line)
    {
        ToolResult result = await _tool.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.Empty(_site.Requests);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("rollout --help")]
    [InlineData("rollout start --help")]
    [InlineData("rollout wait -h")]
    public async Task Help_Any_TeachesUsageAndExitCodes(string line)
    {
        ToolResult result = await _tool.RunAsync(line.Split(' '));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("Usage:\n  stackkit", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.All(ExitCodes.All, code => Assert.Contains($"  {code.Code}", result.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("testhost", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_EveryCommandUnderRollout_HasExamples()
    {
        CliHost host = new() { Out = TextWriter.Null, Error = TextWriter.Null, GetVariable = _ => null, IsTerminal = false };

        System.CommandLine.Command rollout = CliApplication.Create(new CommandRunner(host, new CliOptions())).Subcommands.Single(c => c.Name == "rollout");

        Assert.Equal(
            ["abort", "adopt", "approve", "history", "lint", "list", "pause", "promote", "reject", "resume", "retry", "rollback", "start", "status", "wait", "watch", "why"],
            rollout.Subcommands.Select(c => c.Name).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.All(rollout.Subcommands, c => Assert.NotEmpty(Assert.IsType<Help.HelpedCommand>(c).Examples));
    }
}
