using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Sites;
using StackKit.Deploy;

namespace StackKit.Acceptance.Canary;

public sealed class InPlaceScenario : IScenario
{
    private const int Instances = 4;

    public string Id => "P-INPLACE";

    public string Statement => "In place, one of four processes, under POST load: no request lost, the other three follow one by one; with a failing test script it goes back and none is lost; control: upgrading without taking out loses some.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await PromoteAsync(run, cancellationToken);
        await RefuseAsync(run, cancellationToken);
        await ControlAsync(run, cancellationToken);
    }

    private static void InPlace(ServiceOptions service)
    {
        service.Shape = RolloutShape.InPlace;
        service.Canary.Steps.AddRange([new StepOptions { Weight = 25 }, new StepOptions { Analysis = new AnalysisStepOptions { MinDuration = TimeSpan.FromSeconds(2), MinCandidateRequests = 50, RequireEvidence = false } }]);
    }

    private static async Task PromoteAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ProcessSite site = await ProcessSite.StartAsync(Instances, InPlace, _ => { }, cancellationToken);
        using Customers customers = new(site.Address);
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        Task<RolloutState> ended = site.Rollouts.WaitAsync("shop", id, cancellationToken).AsTask();
        await LoadAsync(customers, () => ended.IsCompleted, cancellationToken);
        RolloutState state = await ended;
        string[] upgraded = [.. (await site.Rollouts.GetEventsAsync("shop", id, cancellationToken)).OfType<RolloutEvent.OperationStarted>().Where(e => e.Operation.Kind == OperationKind.Upgrade).Select(e => e.Operation.Subject!)];
        bool oneByOne = await AreOneByOneAsync(site, id, cancellationToken);
        IReadOnlyList<TargetInstance> instances = await site.Target.ListInstancesAsync("shop", cancellationToken);

        run.Figure("promoted-requests", customers.Visits.Count);
        run.Figure("promoted-lost", customers.Visits.Count(v => v.Failed));
        run.Figure("upgraded", upgraded.Length);
        run.Check(state.Phase == RolloutPhase.Succeeded, $"it is {state.Phase}: {state.Reason?.Text}");
        run.Check(!customers.Visits.Any(v => v.Failed), $"{customers.Visits.Count(v => v.Failed)} requests were lost while promoting");
        run.Check(upgraded.Distinct(StringComparer.Ordinal).Count() == Instances && oneByOne, "the instances were not upgraded one by one");
        run.Check(instances.Count == Instances && instances.All(i => i.Version == "2"), "not every instance runs version 2");
    }

    private static async Task RefuseAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("stackkit-smoke-").FullName;
        string script = Path.Combine(folder, "smoke.sh");
        await File.WriteAllTextAsync(script, "[ \"$STACKKIT_VERSION\" = 1 ] && exit 0\necho the cart is empty >&2\nexit 3\n", cancellationToken);
        try
        {
            await using ProcessSite site = await ProcessSite.StartAsync(
                Instances,
                service =>
                {
                    InPlace(service);
                    service.Verify.Add("smoke");
                },
                stackKit => stackKit.AddCommandHook("smoke", hook =>
                {
                    hook.DataDirectory = folder;
                    hook.FileName = "/bin/sh";
                    hook.Arguments.Add(script);
                }),
                cancellationToken);
            await RefuseAsync(run, site, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RefuseAsync(ScenarioRun run, ProcessSite site, CancellationToken cancellationToken)
    {
        using Customers customers = new(site.Address);
        string id = await site.Rollouts.StartAsync("shop", "2", "ana", null, cancellationToken);
        Task<RolloutState> ended = site.Rollouts.WaitAsync("shop", id, cancellationToken).AsTask();
        await LoadAsync(customers, () => ended.IsCompleted, cancellationToken);
        RolloutState state = await ended;
        IReadOnlyList<TargetInstance> instances = await site.Target.ListInstancesAsync("shop", cancellationToken);

        run.Figure("refused", $"{state.Phase}({state.Reason?.Code})");
        run.Figure("refused-requests", customers.Visits.Count);
        run.Figure("refused-lost", customers.Visits.Count(v => v.Failed));
        run.Check(state is { Phase: RolloutPhase.Failed, Reason.Code: "HookFailed" }, $"it is {state.Phase}: {state.Reason?.Text}");
        run.Check(state.Reason?.Text.Contains("the cart is empty", StringComparison.Ordinal) == true, "what the script said is not kept");
        run.Check(!customers.Visits.Any(v => v.Failed), $"{customers.Visits.Count(v => v.Failed)} requests were lost while going back");
        run.Check(customers.Count("2") == 0, $"{customers.Count("2")} requests reached a version that had not passed its test");
        run.Check(instances.Count == Instances && instances.All(i => i.Version == "1" && i.Ready), "not every instance is back at version 1");
    }

    private static async Task ControlAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using ProcessSite site = await ProcessSite.StartAsync(Instances, InPlace, _ => { }, cancellationToken);
        using Customers customers = new(site.Address);
        TargetInstance instance = (await site.Target.ListInstancesAsync("shop", cancellationToken))[0];
        Task load = Task.CompletedTask;
        using CancellationTokenSource done = new();
        load = LoadAsync(customers, () => done.IsCancellationRequested, cancellationToken);
        await site.Target.UpgradeAsync(instance, new TargetOperation { Key = "control", Service = "shop", Version = "2" }, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
        await done.CancelAsync();
        await load;
        int lost = customers.Visits.Count(v => v.Failed);

        run.Figure("control-lost", lost);
        run.Check(lost > 0, "the control, which takes nothing out before it upgrades, lost no request either");
    }

    private static async Task<bool> AreOneByOneAsync(ProcessSite site, string id, CancellationToken cancellationToken)
    {
        int underWay = 0;
        foreach (RolloutEvent next in await site.Rollouts.GetEventsAsync("shop", id, cancellationToken))
        {
            underWay += next switch
            {
                RolloutEvent.OperationStarted { Operation.Kind: OperationKind.Upgrade } => 1,
                RolloutEvent.OperationFinished finished when finished.Key.Contains("/upgrade/", StringComparison.Ordinal) => -1,
                _ => 0,
            };
            if (underWay > 1)
            {
                return false;
            }
        }

        return true;
    }

    private static Task LoadAsync(Customers customers, Func<bool> stop, CancellationToken cancellationToken) =>
        customers.SendUntilAsync(stop, perSecond: 300, concurrency: 12, _ => null, cancellationToken);
}
