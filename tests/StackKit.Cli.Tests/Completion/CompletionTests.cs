using System.Diagnostics;
using StackKit.Cli.Tests.Running;
using StackKit.Cli.Tests.Servers;

namespace StackKit.Cli.Tests.Completion;

public sealed class CompletionTests : IAsyncLifetime
{
    private readonly FakeSite _site = new();
    private FakeServer _server = null!;
    private Tool _tool = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeServer.StartAsync(_site);
        _tool = Tool.For(_server);
        _tool.Time = new ScaledTime(0.01);
        _site.Services.Add("cart");
        _site.Add("r-1").Go("Succeeded", terminal: true);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("stackkit rollout st", "start,status,history,list")]
    [InlineData("rollout st", "start,status,history,list")]
    [InlineData("stackkit rollout status ", "cart,shop")]
    [InlineData("stackkit rollout status s", "shop")]
    [InlineData("stackkit rollout start c", "cart")]
    [InlineData("stackkit rollout status shop --rollout ", "r-1")]
    [InlineData("stackkit rollout list --output ", "json,text")]
    [InlineData("stackkit completion ", "bash,pwsh,zsh")]
    public async Task Suggest_Line_GivesWhatComesNext(string line, string expected)
    {
        ToolResult result = await _tool.RunAsync($"[suggest:{line.Length}]", line);

        string[] items = result.Output.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(expected.Split(','), items.Where(i => !i.StartsWith('-')), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Suggest_ServerIsSilent_GivesNothingSoon()
    {
        _site.Instead["GET services"] = context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        _tool.Time = TimeProvider.System;

        ToolResult result = await _tool.RunAsync("[suggest:24]", "stackkit rollout status s");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.DoesNotContain("shop", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggest_ServerIsAway_GivesNothing()
    {
        await _server.DisposeAsync();

        ToolResult result = await _tool.RunAsync("[suggest:24]", "stackkit rollout status s");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.DoesNotContain("shop", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggest_HostileNames_AreLeftOut()
    {
        _site.Services.Clear();
        _site.Services.AddRange(["$(rm -rf ~)", "a b", "x\u001b[2J", "`id`", "good"]);

        ToolResult result = await _tool.RunAsync("[suggest:24]", "stackkit rollout status ");

        Assert.Equal(["good"], result.Output.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Where(i => !i.StartsWith('-')), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("bash", "complete -o default")]
    [InlineData("zsh", "compdef")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Completion_Shell_PrintsAScript(string shell, string words)
    {
        ToolResult result = await _tool.RunAsync("completion", shell);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(words, result.Output, StringComparison.Ordinal);
        Assert.Contains("[suggest:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_OtherShell_IsTwo() => Assert.Equal(2, (await _tool.RunAsync("completion", "fish")).ExitCode);

    [Fact]
    public async Task Completion_InBash_CompletesCommandsAndServices()
    {
        const string Script = """
            set -euo pipefail
            shopt -s expand_aliases
            stackkit() { dotnet "$TOOL" "$@"; }
            source <(stackkit completion bash)
            try() { COMP_LINE="$1"; COMP_POINT=${#1}; read -r -a COMP_WORDS <<< "$1"; [[ $1 == *' ' ]] && COMP_WORDS+=(''); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _stackkit_complete; printf '%s ' "${COMPREPLY[@]}"; echo; }
            try 'stackkit rollout st'
            try 'stackkit rollout status s'
            """;
        ProcessStartInfo start = new("bash", ["-c", Script]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["TOOL"] = typeof(CliHost).Assembly.Location;
        start.Environment["STACKKIT_SERVER"] = _server.Origin.ToString();
        using Process bash = Process.Start(start)!;
        Task<string> error = bash.StandardError.ReadToEndAsync();
        string output = await bash.StandardOutput.ReadToEndAsync(_tool.Limit.Token);
        await bash.WaitForExitAsync(_tool.Limit.Token);

        Assert.Equal((0, ""), (bash.ExitCode, await error));
        Assert.StartsWith("start status \n", output, StringComparison.Ordinal); // services are there only when the answer was quick
    }
}
