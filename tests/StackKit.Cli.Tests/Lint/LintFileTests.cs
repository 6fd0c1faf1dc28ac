using System.Text;
using System.Text.Json.Nodes;
using StackKit.Cli.Tests.Running;

namespace StackKit.Cli.Tests.Lint;

public sealed class LintFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("", 1, 1, "not JSON")]
    [InlineData("[1]", 1, 1, "begin with {")]
    [InlineData("{\n  \"StackKit\": {\n", 3, 1, "not JSON")]
    [InlineData("{\n  \"StackKit\": tea\n}", 2, 16, "not JSON")]
    [InlineData("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "not JSON")]
    [InlineData("{}\n{}", 2, 1, "not JSON")]
    public async Task Lint_NotJson_NamesLineAndColumn(string content, int line, int column, string says)
    {
        JsonNode problem = await FindAsync(content);

        Assert.Equal((line, column), (problem["line"]!.GetValue<int>(), problem["column"]!.GetValue<int>()));
        Assert.Contains(says, problem["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\": 1,\n\"A\": 2}", "a second time")]
    [InlineData("{}", "StackKit:Deploy:Services is missing")]
    [InlineData("{\"StackKit\":{\"Deploy\":{\"Services\":{}}}}", "StackKit:Deploy:Services is missing")]
    [InlineData("{\"a\": \"\\ud800\"}", "not UTF-8")]
    public async Task Lint_NoSettings_SaysWhatToWrite(string content, string says) =>
        Assert.Contains(says, (await FindAsync(content))["text"]!.GetValue<string>(), StringComparison.Ordinal);

    [Fact]
    public async Task Lint_TooDeep_IsRefused() =>
        Assert.Contains("depth", (await FindAsync(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))))["text"]!.GetValue<string>(), StringComparison.Ordinal);

    [Fact]
    public async Task Lint_TooLarge_IsRefused() =>
        Assert.Contains("1 MiB", (await FindAsync($"{{\"a\":\"{new string('x', 1024 * 1024)}\"}}"))["text"]!.GetValue<string>(), StringComparison.Ordinal);

    [Fact]
    public async Task Lint_TooMany_IsRefused() =>
        Assert.Contains("5000 settings", (await FindAsync($"{{\"a\":[{string.Join(',', Enumerable.Repeat('1', 100_000))}]}}"))["text"]!.GetValue<string>(), StringComparison.Ordinal);

    [Fact]
    public async Task Lint_BytesThatAreNoText_AreRefused()
    {
        await File.WriteAllBytesAsync(_file, [.. "{\"a\": \""u8, 0xff, 0xfe, .. "\"}"u8]);

        Assert.Equal(2, (await new Tool().RunAsync("rollout", "lint", _file)).ExitCode);
    }

    [Fact]
    public async Task Lint_NoSuchFile_IsRefused()
    {
        ToolResult result = await new Tool().RunAsync("rollout", "lint", "/nowhere/at/all.json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("cannot be read", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_Folder_IsRefused() => Assert.Equal(2, (await new Tool().RunAsync("rollout", "lint", Path.GetTempPath())).ExitCode);

    [Fact]
    public async Task Lint_ByteOrderMark_IsFine()
    {
        await File.WriteAllBytesAsync(_file, [0xef, 0xbb, 0xbf, .. "{\"StableVersion\":\"1\"}"u8]);

        Assert.Equal(0, (await new Tool().RunAsync("rollout", "lint", _file, "--service", "shop")).ExitCode);
    }

    [Fact]
    public async Task Lint_ControlCharacters_AreNotShown()
    {
        await File.WriteAllTextAsync(_file, "{\"StackKit\":{\"Deploy\":{\"Services\":{\"shop\":{\"Ba\\u001b[2Jkery\":\"\\u0007\",\"Instances\":\"\\u001b[31m\"}}}}}");

        ToolResult result = await new Tool().RunAsync("rollout", "lint", _file);

        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain(result.All, static c => char.IsControl(c) && c is not ('\n' or '\r'));
    }

    [Fact]
    public async Task Lint_ManyProblems_AreAllReportedInTheOrderOfTheFile()
    {
        await File.WriteAllTextAsync(_file, "{ \"StackKit\": { \"Deploy\": { \"Services\": { \"shop\": {\n\"Instances\": 0,\n\"BakeTime\": \"soon\",\n\"Bakery\": { \"a\": 1,\n\"b\": 2 },\n\"Canary\": { \"Steps\": [\n{ \"Weight\": 200 },\n{ \"Pause\": \"00:00:00\" }\n] } } } } } }");

        ToolResult result = await new Tool().RunAsync("rollout", "lint", _file, "--output", "json");

        Assert.Equal([2, 3, 4, 7, 8], JsonNode.Parse(result.Output)!["problems"]!.AsArray().Select(p => p!["line"]!.GetValue<int>()));
    }

    private async Task<JsonNode> FindAsync(string content)
    {
        await File.WriteAllTextAsync(_file, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        ToolResult result = await new Tool().RunAsync("rollout", "lint", _file, "--output", "json");
        Assert.Equal(2, result.ExitCode);
        return Assert.Single(JsonNode.Parse(result.Output)!["problems"]!.AsArray())!;
    }
}
