using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackKit.Acceptance.Worlds;

namespace StackKit.Deploy.Tests.Strategies;

public sealed class BlueGreenStrategyTests
{
    [Fact]
    public async Task Forecast_Everything_HasTheStepsInOrder()
    {
        await using RolloutWorld world = await StartAsync(service =>
        {
            service.BakeTime = TimeSpan.FromMinutes(10);
            service.BlueGreen.PreviewHeaders["X-Preview"] = "green";
            service.BlueGreen.PrePromotion.Hooks.Add("smoke");
            service.BlueGreen.Gate = new GateOptions { Name = "switch", Approvals = 2 };
            service.BlueGreen.PostPromotion.Analysis = new AnalysisStepOptions { MinDuration = TimeSpan.FromMinutes(1) };
        });

        RolloutForecast forecast = await world.Rollouts.ForecastAsync("shop", "2");

        Assert.Equal("rule preview; hook smoke; gate switch, 2 people; no rule preview; weight 100 %; analysis; everybody to the candidate", string.Join("; ", forecast.Steps));
        Assert.Equal(TimeSpan.FromMinutes(11), forecast.ShortestTime);
        Assert.Equal(0.05, forecast.Plan.Analysis.MaxErrorRate);
        Assert.Contains(forecast.Costs, c => c.Contains("2 people", StringComparison.Ordinal));
        Assert.Null(forecast.Problem);
    }

    [Fact]
    public async Task Forecast_VersionServesAlready_SaysSo()
    {
        await using RolloutWorld world = await StartAsync(_ => { });

        RolloutForecast forecast = await world.Rollouts.ForecastAsync("shop", "1");

        Assert.Contains("already", forecast.Problem, StringComparison.Ordinal);
        Assert.Contains("refused", forecast.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NobodyLooksWrong_IsPromotedWithBothVersionsWhole()
    {
        await using RolloutWorld world = await StartAsync(_ => { });
        world.SendRequests(users: 4, seed: 1);

        string id = await world.Rollouts.StartAsync("shop", "2", "ana", null);
        RolloutState state = await world.Rollouts.WaitAsync("shop", id).AsTask().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(RolloutPhase.Succeeded, state.Phase);
    }

    [Theory]
    [InlineData("shape", "Shape must be Beside")]
    [InlineData("metrics", "PrePromotion:Analysis:Metrics is empty")]
    [InlineData("gate", "Gate:Approvals (11) must be from 1 to 10")]
    [InlineData("hook", "PrePromotion:Hooks:0")]
    [InlineData("ceiling", "MaxErrorRate")]
    public async Task Start_PlanCannotBeCarriedOut_SaysWhatToWrite(string what, string expected)
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(async () => await StartAsync(service =>
        {
            switch (what)
            {
                case "shape":
                    service.Shape = RolloutShape.InPlace;
                    break;
                case "metrics":
                    service.BlueGreen.PrePromotion.Analysis = new AnalysisStepOptions();
                    break;
                case "gate":
                    service.BlueGreen.Gate = new GateOptions { Name = "go", Approvals = 11 };
                    break;
                case "hook":
                    service.BlueGreen.PrePromotion.Hooks.Add("../x");
                    break;
                default:
                    service.BlueGreen.MaxErrorRate = 2;
                    break;
            }
        }));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    private static Task<RolloutWorld> StartAsync(Action<ServiceOptions> configure) => RolloutWorld.StartAsync(
        service =>
        {
            service.Strategy = StrategyNames.BlueGreen;
            configure(service);
        },
        services => services.AddSingleton<IRolloutHook>(new DelegateHook("smoke", static (_, _) => ValueTask.FromResult(new HookResult(true, null)))));
}
