using System.Globalization;
using StackKit.Deploy.Control;
using StackKit.Deploy.Control.Phases;
using StackKit.Deploy.Store;

namespace StackKit.Deploy;

/// <summary>Says what a release would do and cost, from its plan and from what runs now.</summary>
internal static class Forecaster
{
    private static readonly TimeSpan s_targetTimeout = TimeSpan.FromSeconds(10);

    public static async Task<RolloutForecast> MakeAsync(DeployedService service, StableRecord? stable, string candidate, CancellationToken cancellationToken)
    {
        string? serving = stable?.Version ?? service.Options.StableVersion; // nothing is stored before the first process has led
        RolloutPlan plan = service.BuildPlan(serving ?? candidate, candidate);
        int running = stable?.Instances.Length ?? 0;
        int more = ValidatingPhase.ExtraInstances(plan, running);
        TargetCapacity? capacity = more == 0 ? null : await AskAsync(service, candidate, more, cancellationToken).ConfigureAwait(false);
        bool first = serving is null;
        TimeSpan shortest = first ? TimeSpan.Zero : plan.Steps.Aggregate(plan.BakeTime, (sum, step) => sum + LeastTimeOf(step));
        return new RolloutForecast
        {
            Service = service.Name,
            Stable = serving,
            Candidate = candidate,
            Plan = plan,
            Steps = first ? ["everybody at once: nothing serves yet"] : [.. plan.Steps.Select(RolloutNarrator.Describe), "everybody to the candidate"],
            ExtraInstances = more,
            ShortestTime = shortest,
            Capacity = capacity,
            Costs = [.. CostsOf(plan, running, more, shortest, capacity)],
            Problem = serving == candidate ? $"{candidate} is the stable version already; there is nothing to release." : capacity is { IsSufficient: false } ? $"There is no room for the candidate: {capacity.Statement}" : null,
        };
    }

    private static IEnumerable<string> CostsOf(RolloutPlan plan, int running, int more, TimeSpan shortest, TargetCapacity? capacity)
    {
        if (more > 0)
        {
            int before = Math.Min(plan.CandidateInstances, more);
            yield return string.Create(CultureInfo.InvariantCulture, $"{more} more instances beside the {running} that run, {before} of them before the first user comes, until the old ones have drained.");
        }
        else if (plan.Shape == RolloutShape.InPlace)
        {
            yield return "One instance less while each is upgraded; no more instances.";
        }

        if (capacity is not null)
        {
            yield return capacity.Statement;
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"At least {shortest}, {plan.BakeTime} of it to watch with the old version still warm; draining takes at most {plan.DrainTimeout} more.");
        foreach (RolloutStep.AwaitGate gate in plan.Steps.OfType<RolloutStep.AwaitGate>())
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The gate '{gate.Name}' waits for {(gate.Approvals == 1 ? "one person" : $"{gate.Approvals} people")}{(gate.Expiry is TimeSpan expiry ? $", at most {expiry}" : "")}.");
        }

        if (plan.HarmBudget is long budget)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"At most {budget} requests of users fail because of the candidate.");
        }
    }

    private static TimeSpan LeastTimeOf(RolloutStep step) => step switch
    {
        RolloutStep.Pause pause => pause.Duration,
        RolloutStep.Analyse analyse => analyse.MinDuration,
        _ => TimeSpan.Zero,
    };

    private static async Task<TargetCapacity?> AskAsync(DeployedService service, string candidate, int instances, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_targetTimeout);
        return await service.Target!.EstimateCapacityAsync(service.Name, candidate, instances, timeout.Token).ConfigureAwait(false);
    }
}
