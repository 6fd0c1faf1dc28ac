using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using StackKit.Cli.Tests.Running;
using StackKit.Cli.Tests.Servers;

namespace StackKit.Cli.Tests.Commands;

public sealed class FailureTests : IAsyncLifetime
{
    private readonly FakeSite _site = new();
    private FakeServer _server = null!;
    private Tool _tool = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeServer.StartAsync(_site);
        _tool = Tool.For(_server);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(400, 2)]
    [InlineData(401, 5)]
    [InlineData(403, 5)]
    [InlineData(404, 4)]
    [InlineData(409, 3)]
    [InlineData(413, 2)]
    [InlineData(415, 2)]
    [InlineData(500, 1)]
    [InlineData(503, 6)]
    [InlineData(504, 6)]
    public async Task Post_Refused_GivesTheExitCodeAndTheDetail(int status, int exitCode)
    {
        _site.Instead["POST services/shop/rollout/pause"] = context => FakeServer.ProblemAsync(context, status, "the-code", "Write something else.");

        ToolResult text = await _tool.RunAsync("rollout", "pause", "shop");
        ToolResult json = await _tool.RunAsync("rollout", "pause", "shop", "--output", "json");

        Assert.Equal((exitCode, "", "error: Write something else.\n"), (text.ExitCode, text.Output, text.Error.ReplaceLineEndings("\n")));
        JsonNode error = JsonNode.Parse(json.Error)!["error"]!;
        Assert.Equal((exitCode, ""), (json.ExitCode, json.Output));
        Assert.Equal((exitCode, "the-code", "Write something else.", status), (error["exitCode"]!.GetValue<int>(), error["code"]!.GetValue<string>(), error["message"]!.GetValue<string>(), error["status"]!.GetValue<int>()));
        Assert.Equal(2, _site.Requests.Count); // a command is never sent twice
    }

    [Fact]
    public async Task Post_FieldsAreWrong_NamesThem()
    {
        _site.Instead["POST services/shop/rollouts"] = async context =>
        {
            context.Response.StatusCode = 400;
            context.Response.ContentType = "application/problem+json";
            await context.Response.WriteAsync("""{"title":"The body is wrong.","errors":{"artifact.checksum":["write sha256:…"]}}""");
        };

        ToolResult result = await _tool.RunAsync("rollout", "start", "shop", "2");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("artifact.checksum: write sha256:", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html", "<html>a proxy</html>")]
    [InlineData("application/json", "[1,2]")]
    [InlineData("application/json", "{\"items\":[{\"candidateWeight\":\"x\"}]}")]
    [InlineData("application/json", "{\"items\":17}")]
    public async Task Get_SomethingElse_IsUnexpectedAndNoStackTrace(string type, string body)
    {
        _site.Instead["GET services/shop/rollouts"] = async context =>
        {
            context.Response.ContentType = type;
            await context.Response.WriteAsync(body);
        };

        ToolResult result = await _tool.RunAsync("rollout", "history", "shop");

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("   at ", result.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_FailsOnce_IsAskedAgain()
    {
        int asked = 0;
        _site.Instead["GET services"] = context =>
        {
            _site.Instead.TryRemove("GET services", out _);
            asked++;
            return FakeServer.ProblemAsync(context, 503, "store-unavailable", "Later.");
        };

        Assert.Equal(0, (await _tool.RunAsync("rollout", "list")).ExitCode);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Server_NotThere_IsSix()
    {
        await _server.DisposeAsync();

        ToolResult result = await _tool.RunAsync("rollout", "list");

        Assert.Equal(6, result.ExitCode);
        Assert.Contains("does not answer", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_Silent_IsSixAtTheTimeout()
    {
        _site.Instead["GET services"] = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        ToolResult result = await _tool.RunAsync("rollout", "list", "--timeout", "0.5s");

        Assert.Equal(6, result.ExitCode);
        Assert.Contains("--timeout", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_Any_Is130()
    {
        _site.Instead["GET services"] = async context =>
        {
            await _tool.Limit.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };

        Assert.Equal(130, (await _tool.RunAsync("rollout", "list")).ExitCode);
    }

    [Fact]
    public async Task Prefix_Wrong_SaysWhereToLook()
    {
        ToolResult result = await _tool.RunAsync("rollout", "list", "--server", new Uri(_server.Origin, "elsewhere").ToString());

        Assert.Equal(4, result.ExitCode);
        Assert.Contains("--server", result.Error, StringComparison.Ordinal);
    }
}
