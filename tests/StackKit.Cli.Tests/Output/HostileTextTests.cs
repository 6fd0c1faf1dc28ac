using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StackKit.Cli.Output;
using StackKit.Cli.Tests.Running;
using StackKit.Cli.Tests.Servers;

namespace StackKit.Cli.Tests.Output;

public sealed partial class HostileTextTests : IAsyncLifetime
{
    private const string Hostile = "[red]x[/] [link=http://e]\u001b[2J\u001b]0;t\u0007 \u009b31m \u202egnp\u2066 a\rb\nc\u0000\u007f\u200b [/][";

    private readonly FakeSite _site = new();
    private FakeServer _server = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeServer.StartAsync(_site);
        FakeRollout rollout = _site.Add("r-1");
        foreach (string member in new[] { "service", "stable", "candidate", "strategy", "stepText", "stepPhase", "actor", "startReason", "store", "gate" })
        {
            rollout.Set(member, Hostile);
        }

        rollout.Set("step", 1).Set("reason", new JsonObject { ["code"] = Hostile, ["text"] = Hostile }).Set("pauses", new JsonArray(new JsonObject { ["reason"] = Hostile, ["actor"] = Hostile, ["text"] = Hostile }));
        rollout.Set("instances", new JsonArray(new JsonObject { ["id"] = Hostile, ["version"] = Hostile, ["address"] = Hostile, ["stage"] = Hostile }));
        rollout.Set("candidateArtifact", new JsonObject { ["uri"] = Hostile, ["checksum"] = Hostile });
        rollout.Tell(Hostile.ReplaceLineEndings(" ").Replace('\r', ' ').Replace('\n', ' '), Hostile);
        rollout.Go("Succeeded", terminal: true);
        _site.Why = $"first\n{Hostile}\n";
        _site.Services.Add(Hostile);
        _site.Forecast["steps"] = new JsonArray(Hostile);
        _site.Forecast["problem"] = Hostile;
        _site.Instead["POST services/shop/rollout/pause"] = context => FakeServer.ProblemAsync(context, 409, Hostile, Hostile);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public static TheoryData<string, bool, bool> Calls()
    {
        TheoryData<string, bool, bool> calls = [];
        foreach (string line in new[] { "list", "status shop", "history shop", "why shop", "pause shop", "start shop 2 --dry-run", "wait shop", "watch shop", "resume shop", "rollback" })
        {
            calls.Add(line, false, false);
            calls.Add(line, true, false);
            calls.Add(line, false, true);
        }

        return calls;
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Output_HostileTexts_HasNoControlCharacterAndNoMarkup(string line, bool terminal, bool json)
    {
        Tool tool = Tool.For(_server);
        tool.IsTerminal = terminal;

        ToolResult result = await tool.RunAsync(["rollout", .. line.Split(' '), .. json ? new[] { "--output", "json" } : []]);

        // On a terminal the tool itself draws; what it uses for that is taken out, after a look whether what was sent is among it.
        Assert.DoesNotContain("\u001b[2J", result.All, StringComparison.Ordinal);
        string shown = OwnSequences().Replace(result.All, "");
        Assert.DoesNotContain(shown, static c => (char.IsControl(c) && c is not ('\n' or '\r')) || c is '\u202e' or '\u2066' or '\u200b');
        Assert.NotEqual(1, result.ExitCode);
        Assert.NotEmpty(result.All);
    }

    [Fact]
    public async Task Status_MarkupOfOthers_IsShownAsItIs()
    {
        Tool tool = Tool.For(_server);
        tool.IsTerminal = true;

        ToolResult result = await tool.RunAsync("rollout", "watch", "shop");

        Assert.Contains("[red]x[/]", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("a\u001bb", "a\uFFFDb")]
    [InlineData("über 😀 日本", "über 😀 日本")]
    public void Clean_Text_KeepsWhatCanBeRead(string? text, string expected) => Assert.Equal(expected, TerminalText.Clean(text));

    [Fact]
    public void Clean_HalfACharacter_IsReplaced() => Assert.Equal("a\uFFFDb", TerminalText.Clean($"a{(char)0xd800}b"));

    [Fact]
    public void Clean_EndlessText_IsCut() => Assert.True(TerminalText.Clean(new string('x', 100_000)).Length < 3_000);

    [GeneratedRegex(@"\u001b\[[0-9;?]*[mhlAKGJ]", RegexOptions.None, 10_000)]
    private static partial Regex OwnSequences();
}
