using System.Text.Json;
using StackKit.Acceptance.Harness;
using StackKit.Acceptance.Worlds;
using StackKit.Deploy;

namespace StackKit.Acceptance.Deploy;

public sealed class WhyScenario : IScenario
{
    public string Id => "P-O2";

    public string Statement => "After a roll-back, why names the metric, both counts, the e-value, the threshold and the step, as text and as JSON.";

    public bool Quick => true;

    public async Task RunAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        await using RolloutWorld world = await RolloutWorld.StartAsync(service => service.Canary.Steps.AddRange([new StepOptions { Weight = 10 }, new StepOptions { Analysis = new AnalysisStepOptions() }]));
        world.ErrorRates["1"] = 0.002;
        world.ErrorRates["2"] = 0.05;
        world.SendRequests(users: 20, run.Seed);

        string id = await world.Rollouts.StartAsync("shop", "2", "ana", "new prices", cancellationToken);
        RolloutState state = await world.Rollouts.WaitAsync("shop", id, cancellationToken);
        Explanation why = await world.Rollouts.WhyAsync("shop", id, cancellationToken) ?? throw new InvalidOperationException("nothing is known about the rollout");

        using JsonDocument json = JsonDocument.Parse(why.ToJson());
        JsonElement decision = json.RootElement.GetProperty("decision");
        JsonElement metric = decision.GetProperty("evidence").GetProperty("metrics")[0];
        string text = why.ToText();
        long failed = metric.GetProperty("candidateFailures").GetInt64();
        long requests = metric.GetProperty("candidateRequests").GetInt64();
        double log = decision.GetProperty("evidence").GetProperty("logRollback").GetDouble();
        double threshold = decision.GetProperty("evidence").GetProperty("logRollbackThreshold").GetDouble();

        run.Figure("code", decision.GetProperty("code").GetString()!);
        run.Figure("candidate", $"{failed}/{requests}");
        run.Figure("stable", $"{metric.GetProperty("stableFailures").GetInt64()}/{metric.GetProperty("stableRequests").GetInt64()}");
        run.Figure("e-value", Math.Exp(log));
        run.Figure("threshold", Math.Exp(threshold));
        run.Figure("step", why.Step ?? 0);
        run.Check(state.Phase == RolloutPhase.RolledBack, $"it is {state.Phase}");
        run.Check(log >= threshold && threshold > 0, "the evidence does not reach its threshold");
        run.Check(failed > 0 && requests >= failed, "the counts are missing");
        run.Check(why.Step is 1 or 2, "the step is missing");
        foreach (string part in new[] { "ErrorRate", $"candidate {failed} of {requests}", "e-value", "in step", "shop: 1 -> 2" })
        {
            run.Check(text.Contains(part, StringComparison.Ordinal), $"the text does not say '{part}'");
        }

        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(6))
        {
            run.Note(line);
        }
    }
}
