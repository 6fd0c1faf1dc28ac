using Microsoft.Extensions.DependencyInjection;
using Shop;
using StackKit.Acceptance.Canary;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;

namespace StackKit.Acceptance.BlueGreen;

public sealed class ChecksScenario : IScenario
{
    private static readonly TimeSpan s_back = TimeSpan.FromSeconds(1);

    public string Id => "P-B5";

    public string Statement => "A check that fails before the switch: green gets no user request; one that fails after it: everybody is back on blue within 1 s, nothing lost; a green that fails everybody is taken back by evidence.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await BeforeAsync(run, cancellationToken);
        await AfterAsync(run, cancellationToken);
        await BrokenAsync(run, cancellationToken);
    }

    private static async Task BeforeAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        int previewed = 0;
        await using ProcessSite site = await BlueGreenSite.StartAsync(
            1,
            service =>
            {
                service.BlueGreen.PreviewHeaders["X-Preview"] = "green";
                service.BlueGreen.PrePromotion.Hooks.Add("smoke");
            },
            stackKit => stackKit.Services.AddSingleton<IRolloutHook>(provider => new DelegateHook("smoke", async (_, token) =>
            {
                previewed = await PreviewAsync(provider, token);
                return new HookResult(false, "the cart is empty");
            })),
            cancellationToken);
        (RolloutState state, Customers customers) = await ReleaseAsync(site, cancellationToken);
        using (customers)
        {
            run.Figure("before-requests", customers.Visits.Count);
            run.Figure("before-on-green", customers.Count("2"));
            run.Figure("previewed", previewed);
            run.Check(state is { Phase: RolloutPhase.RolledBack, Reason.Code: "HookFailed" }, $"it is {state.Phase}: {state.Reason?.Text}");
            run.Check(customers.Count("2") == 0, $"{customers.Count("2")} users reached green");
            run.Check(previewed == 20, $"the preview header led to green {previewed} times of 20");
            run.Check(!customers.Visits.Any(v => v.Failed), $"{customers.Visits.Count(v => v.Failed)} requests were lost before the switch");
        }
    }

    private static async Task AfterAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ProcessSite site = await BlueGreenSite.StartAsync(
            1,
            service => service.BlueGreen.PostPromotion.Hooks.Add("smoke"),
            stackKit => stackKit.Services.AddSingleton<IRolloutHook>(new DelegateHook("smoke", static async (_, token) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, token);
                return new HookResult(false, "orders are missing");
            })),
            cancellationToken);
        using RoutedTimes routed = new(site);
        (RolloutState state, Customers customers) = await ReleaseAsync(site, cancellationToken);
        TimeSpan back = await routed.SinceVerdictAsync(state.Rollout.Id, cancellationToken);
        using (customers)
        {
            run.Figure("after-on-green", customers.Count("2"));
            run.Figure("back-on-blue-ms", back.TotalMilliseconds);
            run.Figure("after-lost", customers.Visits.Count(v => v.Failed));
            run.Check(state is { Phase: RolloutPhase.RolledBack, Reason.Code: "HookFailed" }, $"it is {state.Phase}: {state.Reason?.Text}");
            run.Check(customers.Count("2") > 0, "green never served");
            run.Check(back <= s_back, $"the last request went to green {back.TotalMilliseconds:0} ms after the check had failed");
            run.Check(!customers.Visits.Any(v => v.Failed), $"{customers.Visits.Count(v => v.Failed)} requests were lost on the way back");
        }
    }

    // Nobody is left on blue to compare with: the ceiling on the error rate has to do.
    private static async Task BrokenAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ProcessSite site = await BlueGreenSite.StartAsync(
            1,
            service =>
            {
                service.BlueGreen.PrePromotion.Hooks.Add("break");
                service.BlueGreen.PostPromotion.Analysis = new AnalysisStepOptions { MinDuration = TimeSpan.FromMinutes(5) };
            },
            stackKit => stackKit.Services.AddSingleton<IRolloutHook>(new DelegateHook("break", static async (context, token) =>
            {
                await ShopProcess.SetFaultAsync(new Uri(context.Candidates[0].Address!), new Fault { Error = 1 }, token);
                return new HookResult(true, null);
            })),
            cancellationToken);
        (RolloutState state, Customers customers) = await ReleaseAsync(site, cancellationToken);
        using (customers)
        {
            run.Figure("broken-green-failed", customers.Failures("2"));
            run.Check(state is { Phase: RolloutPhase.RolledBack, Reason.Code: "AbsoluteErrorRate" }, $"it is {state.Phase}: {state.Reason?.Text}");
            run.Check(customers.Failures("2") is > 0 and <= 200, $"{customers.Failures("2")} requests failed before green was taken back");
            run.Check(customers.Failures("1") == 0, $"{customers.Failures("1")} requests were lost on blue");
        }
    }

    private static async Task<(RolloutState State, Customers Customers)> ReleaseAsync(ProcessSite site, CancellationToken cancellationToken)
    {
        Customers customers = new(site.Address);
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        Task<RolloutState> ended = site.Rollouts.WaitAsync("shop", id, cancellationToken).AsTask();
        await customers.SendUntilAsync(() => ended.IsCompleted, perSecond: 200, concurrency: 16, _ => null, cancellationToken);
        return (await ended, customers);
    }

    // What an operator does with the preview: real requests through the same gateway.
    private static async Task<int> PreviewAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        string address = provider.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()!.Addresses.First();
        using Customers operators = new(new Uri(address));
        for (int i = 0; i < 20; i++)
        {
            await operators.SendAsync(null, request => request.Headers.Add("X-Preview", "green"), cancellationToken);
        }

        return operators.Count("2");
    }
}
