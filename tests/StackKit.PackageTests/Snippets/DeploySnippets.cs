using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackKit.Deploy;
using StackKit.Routing;

namespace StackKit.PackageTests.Snippets;

public sealed class DeploySnippets
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Deploy_CandidateAsGoodAsStable_IsPromoted()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

        // <snippet deploy-add>
        builder.Services.AddStackKit().AddDeploy(deploy => deploy.Service("shop", service =>
        {
            service.StableVersion = "1";
            service.Canary.Steps.AddRange(
            [
                new StepOptions { Weight = 10 },
                new StepOptions { Analysis = new AnalysisStepOptions { MinCandidateRequests = 100, RequireEvidence = false } },
                new StepOptions { Weight = 50 },
                new StepOptions { Analysis = new AnalysisStepOptions() },
            ]);
        }));
        // </snippet>

        builder.Services.Configure<DeployOptions>(static options => options.Services["shop"].BakeTime = TimeSpan.Zero);
        using IHost host = builder.Build();
        await host.StartAsync();
        Rollouts rollouts = host.Services.GetRequiredService<Rollouts>();
        Router router = host.Services.GetRequiredService<RouterSet>().GetOrAdd("shop");
        using CancellationTokenSource limit = new(s_limit, TimeProvider.System);
        CancellationToken cancellationToken = limit.Token;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task requests = Task.Run(() => SendAsync(router, stop.Token), stop.Token);

        // <snippet deploy-release>
        string id = await rollouts.StartAsync("shop", "2", "ana", "faster search", cancellationToken);
        RolloutState state = await rollouts.WaitAsync("shop", id, cancellationToken);
        Explanation? why = await rollouts.WhyAsync("shop", id, cancellationToken);
        Console.WriteLine(why?.ToText());
        // </snippet>

        await stop.CancelAsync();
        await requests;
        await host.StopAsync(CancellationToken.None);
        Assert.True(state.Phase == RolloutPhase.Succeeded, why?.ToText());
    }

    private static async Task SendAsync(Router router, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            for (int i = 0; i < 20 && router.TryBegin(out RouteDecision decision); i++)
            {
                router.Report(in decision, Outcome.Success, TimeSpan.FromMilliseconds(5));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
