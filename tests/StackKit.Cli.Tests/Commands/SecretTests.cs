using StackKit.Cli.Api;
using StackKit.Cli.Tests.Running;
using StackKit.Cli.Tests.Servers;

namespace StackKit.Cli.Tests.Commands;

public sealed class SecretTests : IAsyncLifetime
{
    private const string Secret = "s3cr3t-t0ken";

    private readonly FakeSite _site = new();
    private readonly string _file = Path.GetTempFileName();
    private FakeServer _server = null!;
    private Tool _tool = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeServer.StartAsync(_site);
        _tool = Tool.For(_server);
        _site.Add("r-1").Go("Succeeded", terminal: true);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        File.Delete(_file);
    }

    [Fact]
    public async Task Token_FromTheEnvironment_IsSentAsBearer()
    {
        _tool.Variables["STACKKIT_TOKEN"] = Secret;

        await _tool.RunAsync("rollout", "list");

        Assert.Equal($"Bearer {Secret}", _site.Requests.Single().Headers["Authorization"]);
    }

    [Fact]
    public async Task Token_FromAFile_WinsAndIsTrimmed()
    {
        _tool.Variables["STACKKIT_TOKEN"] = "other";
        await File.WriteAllTextAsync(_file, $"{Secret}\n");

        await _tool.RunAsync("rollout", "list", "--token-file", _file, "--header", "X-Team: blue", "--header", "X-Ticket: 4711");

        IReadOnlyDictionary<string, string> headers = _site.Requests.Single().Headers;
        Assert.Equal(($"Bearer {Secret}", "blue", "4711"), (headers["Authorization"], headers["X-Team"], headers["X-Ticket"]));
    }

    [Theory]
    [InlineData("rollout list")]
    [InlineData("rollout status shop")]
    [InlineData("rollout status nowhere")]
    [InlineData("rollout pause shop --output json")]
    [InlineData("rollout list --help")]
    [InlineData("rollout list --server http://gateway.example/")]
    [InlineData("rollout list --server https://127.0.0.1:1/ --timeout 1s")]
    [InlineData("rollout list --juggle")]
    public async Task Token_WhateverHappens_IsNotInTheOutput(string line)
    {
        _tool.Variables["STACKKIT_TOKEN"] = Secret;
        _site.Instead["POST services/shop/rollout/pause"] = context => FakeServer.ProblemAsync(context, 401, "unauthorised", "Who are you?");

        ToolResult result = await _tool.RunAsync([.. line.Split(' '), "--header", $"X-Key: {Secret}"]);

        Assert.DoesNotContain(Secret, result.All, StringComparison.Ordinal);
        Assert.NotEmpty(result.All);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    [InlineData("ümlaut")]
    public async Task Token_NotPrintable_IsRefusedWithoutShowingIt(string token)
    {
        _tool.Variables["STACKKIT_TOKEN"] = token;

        ToolResult result = await _tool.RunAsync("rollout", "list");

        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain(token, result.All, StringComparison.Ordinal);
        Assert.Empty(_site.Requests);
    }

    [Theory]
    [InlineData("http://gateway.example/", true, false, false)]
    [InlineData("http://gateway.example/", false, false, true)]
    [InlineData("http://gateway.example/", true, true, true)]
    [InlineData("http://10.0.0.1:5000", true, false, false)]
    [InlineData("https://gateway.example/", true, false, true)]
    [InlineData("http://localhost:5000", true, false, true)]
    [InlineData("http://127.0.0.1:5000", true, false, true)]
    [InlineData("http://[::1]:5000", true, false, true)]
    public void Create_TokenOverPlainHttp_OnlyToThisMachine(string server, bool token, bool insecure, bool accepted) =>
        Assert.Equal(accepted, Record.Exception(() => ServerSettings.Create(server, token ? Secret : null, [], insecure)) is null);

    [Fact]
    public void Create_HeaderOverPlainHttp_IsRefused() =>
        Assert.Throws<CliException>(() => ServerSettings.Create("http://gateway.example/", null, ["X-Key: 1"], insecure: false));

    [Theory]
    [InlineData("http://localhost:5000", "http://localhost:5000/stackkit/deploy/")]
    [InlineData("http://localhost:5000/", "http://localhost:5000/stackkit/deploy/")]
    [InlineData("http://localhost:5000/ops", "http://localhost:5000/ops/")]
    [InlineData("http://localhost:5000/ops/deploy/", "http://localhost:5000/ops/deploy/")]
    public void Create_Address_GetsTheUsualPathWhenItHasNone(string server, string address) =>
        Assert.Equal(address, ServerSettings.Create(server, null, [], insecure: false).Address.ToString());

    [Fact]
    public async Task Redirect_Any_IsNotFollowed()
    {
        _tool.Variables["STACKKIT_TOKEN"] = Secret;
        _site.Instead["GET services"] = context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "/stackkit/deploy/services/shop/rollout";
            return Task.CompletedTask;
        };

        ToolResult result = await _tool.RunAsync("rollout", "list");

        Assert.Equal(1, result.ExitCode);
        Assert.Single(_site.Requests);
    }
}
