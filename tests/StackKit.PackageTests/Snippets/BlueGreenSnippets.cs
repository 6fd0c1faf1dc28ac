using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackKit.Deploy;

namespace StackKit.PackageTests.Snippets;

public sealed class BlueGreenSnippets
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task BlueGreen_SwitchedAndRolledBackWhileItBakes_IsBack()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

        // <snippet deploy-blue-green>
        builder.Services.AddSingleton<IRolloutHook>(new DelegateHook("smoke", async (context, cancellationToken) =>
        {
            using HttpClient client = new();
            foreach (TargetInstance green in context.Candidates)
            {
                using HttpResponseMessage answer = await client.GetAsync(new Uri(new Uri(green.Address!), "health"), cancellationToken);
                if (!answer.IsSuccessStatusCode)
                {
                    return new HookResult(false, $"{green.Id} answered {(int)answer.StatusCode}");
                }
            }

            return new HookResult(true, null);
        }));
        builder.Services.AddStackKit().AddDeploy(deploy => deploy.Service("shop", service =>
        {
            service.StableVersion = "1";
            service.Strategy = StrategyNames.BlueGreen;
            service.BakeTime = TimeSpan.FromMinutes(30); // blue stays warm for so long: until then the way back takes milliseconds
            service.BlueGreen.PreviewHeaders["X-Preview"] = "green";
            service.BlueGreen.PrePromotion.Hooks.Add("smoke");
            service.BlueGreen.Gate = new GateOptions { Name = "switch", SecondPerson = true, Expiry = TimeSpan.FromHours(4) };
            service.BlueGreen.PostPromotion.Analysis = new AnalysisStepOptions { MinDuration = TimeSpan.FromMinutes(5), MinCandidateRequests = 1000 };
        }));
        // </snippet>

        builder.Services.Configure<DeployOptions>(static options => options.Services["shop"].BlueGreen.PostPromotion.Analysis = null);
        using IHost host = builder.Build();
        await host.StartAsync();
        Rollouts rollouts = host.Services.GetRequiredService<Rollouts>();
        using CancellationTokenSource limit = new(s_limit, TimeProvider.System);
        CancellationToken cancellationToken = limit.Token;

        RolloutForecast forecast = await rollouts.ForecastAsync("shop", "2", cancellationToken);
        string id = await rollouts.StartAsync("shop", "2", "ana", "new cart", cancellationToken);
        await WaitAsync(rollouts, s => s.StepPhase == StepPhase.GateWaiting, cancellationToken);
        await rollouts.ApproveAsync("shop", "switch", "ben", "looked at the preview", cancellationToken);
        await WaitAsync(rollouts, s => s.Phase == RolloutPhase.Baking, cancellationToken);

        // <snippet deploy-rollback>
        RollbackReceipt receipt = await rollouts.RollbackAsync("shop", version: null, "ben", "customers miss their carts", cancellationToken);
        Console.WriteLine(receipt.Text); // says whether blue was still there, or a new rollout has to start it again
        // </snippet>

        RolloutState state = await rollouts.WaitAsync("shop", id, cancellationToken);
        await host.StopAsync(CancellationToken.None);
        Assert.Equal(TimeSpan.FromMinutes(30), forecast.ShortestTime);
        Assert.False(receipt.IsNewRollout);
        Assert.Equal(RolloutPhase.RolledBack, state.Phase);
    }

    private static async Task WaitAsync(Rollouts rollouts, Func<RolloutState, bool> wanted, CancellationToken cancellationToken)
    {
        await foreach (RolloutStatus status in rollouts.WatchAsync("shop", cancellationToken))
        {
            if (wanted(status.State))
            {
                return;
            }
        }
    }
}
