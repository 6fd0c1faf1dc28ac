using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace StackKit.Deploy.Tests.Configuration;

public sealed class RolloutPlanCheckTests
{
    private const string Shop = "StackKit:Deploy:Services:shop";

    [Theory]
    [InlineData("Bakery", "1", "Bakery", "no setting")]
    [InlineData("BakeTme", "00:00:01", "BakeTme", "did you mean BakeTime")]
    [InlineData("BakeTime", "soon", "BakeTime", "00:05:00")]
    [InlineData("BakeTime", "-00:00:01", "BakeTime", "must be from")]
    [InlineData("Instances", "0", "Instances", "between 1 and 10000")]
    [InlineData("Instances", "many", "Instances", "a whole number")]
    [InlineData("Mode", "Sometimes", "Mode", "Sticky")]
    [InlineData("Strategy", "Magic", "Strategy", "write one of BlueGreen, Canary, Linear")]
    [InlineData("StableVersion", "../../etc/passwd", "StableVersion", "letters, digits")]
    [InlineData("Linear:StepWeight", "101", "Linear:StepWeight", "between 1 and 100")]
    [InlineData("Analysis:Alpha", "2", "Analysis:Alpha", "between")]
    [InlineData("Analysis:PromoteMargin", "0", "Analysis:PromoteMargin", "write a larger")]
    [InlineData("Canary:Steps:0:Weight", "NaN", "Canary:Steps:0:Weight", "from 0 to 100")]
    [InlineData("Canary:Steps:0:Weigth", "10", "Canary:Steps:0:Weigth", "did you mean Weight")]
    [InlineData("Canary:Steps:0:Gate:Gate", "10", "Canary:Steps:0:Gate:Gate", "no setting")]
    [InlineData("Canary:Steps:0:Analysis:Metrics:0:Name", "errors", "Canary:Steps:0:Analysis:Metrics", "SuccessCondition")]
    [InlineData("BlueGreen:MaxErrorRate", "2", "BlueGreen:MaxErrorRate", "between")]
    public async Task Check_OneWrongSetting_NamesItAndSaysWhatToWrite(string setting, string value, string path, string words)
    {
        Dictionary<string, string?> settings = new(StringComparer.Ordinal) { [$"{Shop}:{setting}"] = value };

        PlanProblem problem = Assert.Single(Check(settings), p => !p.IsNote);

        Assert.Equal($"{Shop}:{path}", problem.Path);
        Assert.StartsWith(problem.Path, problem.Text, StringComparison.Ordinal);
        Assert.Contains(words, problem.Text, StringComparison.Ordinal);
        Assert.True(await RefusesAsync(settings), "the application starts");
    }

    [Fact]
    public void Check_ManyWrongSettings_FindsAll()
    {
        PlanProblem[] problems = Check(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [$"{Shop}:Instances"] = "0",
            [$"{Shop}:StableVersion"] = "a b",
            [$"{Shop}:Canary:Steps:0:Weight"] = "101",
            [$"{Shop}:Canary:Steps:1:Pause"] = "soon",
            [$"{Shop}:Canary:Steps:2:Weight"] = "10",
            [$"{Shop}:Canary:Steps:2:Hook"] = "smoke",
            [$"{Shop}:Canary:Steps:3:Gate:Name"] = "qa",
            [$"{Shop}:Canary:Steps:4:Gate:Approvals"] = "0",
            ["StackKit:Deploy:LeaseTime"] = "00:00:00",
            ["StackKit:Deploy:Services:cart:Strategy"] = "Linear",
            ["StackKit:Deploy:Services:cart:Linear:StepWeight"] = "60",
        });

        Assert.Equal(
            [
                "StackKit:Deploy:LeaseTime",
                "StackKit:Deploy:Services:cart:Linear:StepWeight",
                $"{Shop}:Canary:Steps:0:Weight",
                $"{Shop}:Canary:Steps:1:Pause",
                $"{Shop}:Canary:Steps:2",
                $"{Shop}:Canary:Steps:4:Gate:Approvals",
                $"{Shop}:Instances",
                $"{Shop}:StableVersion",
            ],
            problems.Where(p => !p.IsNote).Select(p => p.Path),
            StringComparer.Ordinal);
    }

    [Fact]
    public void Check_WhatOnlyTheApplicationHas_IsANote()
    {
        PlanProblem[] found = Check(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [$"{Shop}:Target"] = "machines",
            [$"{Shop}:Verify:0"] = "smoke",
            [$"{Shop}:Canary:Steps:0:Gate:Name"] = "qa",
            [$"{Shop}:Canary:Steps:1:Analysis:Metrics:0:Name"] = "queue",
            [$"{Shop}:Canary:Steps:1:Analysis:Metrics:0:Provider"] = "prometheus",
            [$"{Shop}:Canary:Steps:1:Analysis:Metrics:0:SuccessCondition:Max"] = "5",
        });

        Assert.All(found, p => Assert.True(p.IsNote, p.Text));
        Assert.Equal(4, found.Length);
    }

    [Fact]
    public void Check_GoodPlan_FindsNone() => Assert.Empty(Check(new Dictionary<string, string?>(StringComparer.Ordinal) { [$"{Shop}:StableVersion"] = "1", [$"{Shop}:Canary:Steps:0:Weight"] = "10" }));

    [Fact]
    public void Check_ThousandsOfWrongSettings_StopsAtAHundred()
    {
        PlanProblem[] found = Check(Enumerable.Range(0, 5_000).ToDictionary(i => $"{Shop}:Canary:Steps:{i}:Weight", _ => (string?)"101", StringComparer.Ordinal));

        Assert.Equal(100, found.Length);
    }

    [Fact]
    public void SettingNames_All_AreThoseThatThereAre()
    {
        Type[] types = [typeof(ServiceOptions), .. typeof(ServiceOptions).Assembly.GetTypes().Where(t => t.Namespace is "StackKit.Deploy" or "StackKit.Deploy.Analysis" && t.Name is "CanaryOptions" or "BlueGreenOptions" or "BlueGreenChecks" or "LinearOptions" or "StepOptions" or "GateOptions" or "RuleOptions" or "AnalysisStepOptions" or "AnalysisOptions" or "ThresholdMetricOptions" or "ThresholdRange")];

        Assert.Equal(
            types.SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance)).Select(p => p.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            SettingNames.All.Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    private static PlanProblem[] Check(Dictionary<string, string?> settings) => [.. RolloutPlanCheck.Check(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())];

    // What an application that starts with the same settings does.
    private static async Task<bool> RefusesAsync(Dictionary<string, string?> settings)
    {
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging();
        services.AddStackKit().AddDeploy();
        await using ServiceProvider provider = services.BuildServiceProvider();
        Exception? refused = Record.Exception(() => provider.GetRequiredService<IOptions<DeployOptions>>().Value);
        return refused is OptionsValidationException or InvalidOperationException;
    }
}
