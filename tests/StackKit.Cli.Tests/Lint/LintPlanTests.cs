using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using StackKit.Cli.Tests.Running;

namespace StackKit.Cli.Tests.Lint;

public sealed class LintPlanTests
{
    private readonly Tool _tool = new();

    public static TheoryData<string> Broken() => [.. Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public static TheoryData<string, string?> Good() => new() { { "good/all.json", null }, { "good/shop-alone.json", "shop" } };

    private static string Folder => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../StackKit.Acceptance/Cli/plans"));

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Lint_BrokenPlan_NamesThePathTheLineAndWhatToWrite(string file)
    {
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(Folder, file));
        string path = lines[0]["// path: ".Length..];
        string says = lines[1]["// says: ".Length..];

        ToolResult text = await _tool.RunAsync("rollout", "lint", Path.Combine(Folder, file));
        ToolResult json = await _tool.RunAsync("rollout", "lint", Path.Combine(Folder, file), "--output", "json");

        JsonNode report = JsonNode.Parse(json.Output)!;
        JsonNode problem = Assert.Single(report["problems"]!.AsArray())!;
        Assert.Equal((2, 2, false), (text.ExitCode, json.ExitCode, report["valid"]!.GetValue<bool>()));
        Assert.Equal(path, problem["path"]!.GetValue<string>());
        Assert.Contains(says, problem["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains($"error: {path}", text.Output, StringComparison.Ordinal);
        int line = problem["line"]!.GetValue<int>();
        Assert.InRange(line, 4, lines.Length);
        string written = path.Split(':').Last(part => !int.TryParse(part, out _));
        Assert.True(lines[line - 1].Contains($"\"{written}\"", StringComparison.Ordinal) || lines[line - 1].Contains('{', StringComparison.Ordinal), $"line {line} is {lines[line - 1]}");
        Assert.Contains($":{line}: error: ", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Plans_All_AreAtLeastTwenty() => Assert.True(Broken().Count >= 20);

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Lint_GoodPlan_IsZero(string file, string? service)
    {
        ToolResult result = await _tool.RunAsync(["rollout", "lint", Path.Combine(Folder, file), .. service is null ? Array.Empty<string>() : ["--service", service]]);

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain("error:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_WhatTheApplicationMustRegister_IsNoted()
    {
        ToolResult result = await _tool.RunAsync("rollout", "lint", Path.Combine(Folder, "good/all.json"), "--output", "json");

        string[] notes = [.. JsonNode.Parse(result.Output)!["notes"]!.AsArray().Select(n => n!["text"]!.GetValue<string>())];
        foreach (string name in new[] { "hook 'smoke'", "gate 'qa'", "provider 'prometheus'", "gate 'go'" })
        {
            Assert.Contains(notes, n => n.Contains(name, StringComparison.Ordinal));
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
