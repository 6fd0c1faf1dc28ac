using System.Globalization;
using Microsoft.Extensions.Options;
using StackKit.Deploy.Analysis;
using StackKit.Routing;

namespace StackKit.Deploy;

/// <summary>Makes a step from configuration.</summary>
internal static class StepFactory
{
    /// <summary>Stands for the version in a rule until the rollout knows it.</summary>
    public const string StablePlaceholder = "{stable}";

    /// <summary>Stands for the version in a rule until the rollout knows it.</summary>
    public const string CandidatePlaceholder = "{candidate}";

    public static RolloutStep Create(StepOptions options, string path)
    {
        if (options is null)
        {
            throw new RolloutPlanException(path, "is empty; write a step such as { \"Weight\": 10 }.");
        }

        int set = (options.Weight is null ? 0 : 1) + (options.Pause is null ? 0 : 1) + (options.Analysis is null ? 0 : 1)
            + (options.Rule is null ? 0 : 1) + (options.Hook is null ? 0 : 1) + (options.Gate is null ? 0 : 1);
        if (set != 1)
        {
            throw new RolloutPlanException(path, FormattableString.Invariant($"has {set} of the members Weight, Pause, Analysis, Rule, Hook and Gate; write exactly one, such as {{ \"Weight\": 10 }}."));
        }

        return options switch
        {
            { Weight: double weight } => CreateWeight(weight, path),
            { Pause: TimeSpan pause } => pause > TimeSpan.Zero && pause <= TimeSpan.FromDays(30)
                ? new RolloutStep.Pause(pause)
                : throw new RolloutPlanException($"{path}:Pause", $"({pause}) must be more than zero and at most 30 days; to wait for a person write {{ \"Gate\": {{ \"Name\": \"…\" }} }}."),
            { Analysis: AnalysisStepOptions analysis } => CreateAnalysis(analysis, $"{path}:Analysis"),
            { Rule: RuleOptions rule } => CreateRule(rule, $"{path}:Rule"),
            { Hook: string hook } => new RolloutStep.RunHook(PlanNames.Require(hook, $"{path}:Hook")),
            { Gate: GateOptions gate } => CreateGate(gate, $"{path}:Gate"),
            _ => throw new RolloutPlanException(path, "is empty."),
        };
    }

    private static RolloutStep.SetWeight CreateWeight(double weight, string path) => weight is >= 0 and <= 100
        ? new RolloutStep.SetWeight(weight / 100)
        : throw new RolloutPlanException($"{path}:Weight", string.Create(CultureInfo.InvariantCulture, $"({weight}) must be a number from 0 to 100, in percent."));

    public static RolloutStep.AwaitGate CreateGate(GateOptions gate, string path)
    {
        if (gate.Expiry <= TimeSpan.Zero)
        {
            throw new RolloutPlanException(FormattableString.Invariant($"{path}:Expiry"), FormattableString.Invariant($"({gate.Expiry}) must be more than zero; leave it out for a gate that waits for ever."));
        }

        if (gate.Approvals is < 1 or > 10)
        {
            throw new RolloutPlanException(FormattableString.Invariant($"{path}:Approvals"), FormattableString.Invariant($"({gate.Approvals}) must be from 1 to 10."));
        }

        return new RolloutStep.AwaitGate(PlanNames.Require(gate.Name, $"{path}:Name"), gate.Expiry) { Approvals = gate.Approvals, SecondPerson = gate.SecondPerson };
    }

    public static RolloutStep.Analyse CreateAnalysis(AnalysisStepOptions options, string path)
    {
        if (options.MinDuration < TimeSpan.Zero)
        {
            throw new RolloutPlanException($"{path}:MinDuration", $"({options.MinDuration}) must not be negative.");
        }

        if (options.MaxDuration is TimeSpan longest && (longest <= TimeSpan.Zero || longest < options.MinDuration))
        {
            throw new RolloutPlanException($"{path}:MaxDuration", $"({longest}) must be more than zero and at least MinDuration ({options.MinDuration}).");
        }

        if (options.MinCandidateRequests < 0)
        {
            throw new RolloutPlanException(FormattableString.Invariant($"{path}:MinCandidateRequests"), FormattableString.Invariant($"({options.MinCandidateRequests}) must not be negative."));
        }

        CheckMetrics(options, path);
        return new RolloutStep.Analyse
        {
            MinDuration = options.MinDuration,
            MaxDuration = options.MaxDuration,
            MinCandidateRequests = options.MinCandidateRequests,
            RequireEvidence = options.RequireEvidence,
            Metrics = [.. options.Metrics],
        };
    }

    private static RolloutStep.SetRule CreateRule(RuleOptions options, string path)
    {
        RouteRule rule = new()
        {
            Name = PlanNames.Require(options.Name, $"{path}:Name"),
            Version = options.Side == RolloutSide.Stable ? StablePlaceholder : CandidatePlaceholder,
            Effect = options.Effect,
            Users = [.. options.Users],
            Networks = [.. options.Networks],
            Headers = [.. options.Headers.Select(h => new ValueMatch(h.Key, h.Value))],
            Cookies = [.. options.Cookies.Select(c => new ValueMatch(c.Key, c.Value))],
        };
        if (!options.Remove && rule is { Users.Count: 0, Networks.Count: 0, Headers.Count: 0, Cookies.Count: 0 })
        {
            throw new RolloutPlanException(path, "has no condition; write at least one of Users, Networks, Headers and Cookies.");
        }

        if (!options.Remove)
        {
            CheckRule(rule, path);
        }

        return new RolloutStep.SetRule(rule, options.Remove);
    }

    // A router would refuse it too, but only when the step is applied and users are under way.
    private static void CheckRule(RouteRule rule, string path)
    {
        try
        {
            new Router("check").SetSplit(new Split { Arms = [new Arm(rule.Version, 1)], Rules = [rule] });
        }
        catch (RoutingConfigurationException exception)
        {
            throw new RolloutPlanException(path, $"is refused: {exception.Message}");
        }
    }

    private static void CheckMetrics(AnalysisStepOptions options, string path)
    {
        if (options.Metrics.Count == 0)
        {
            return;
        }

        ThresholdOptions thresholds = new();
        foreach (ThresholdMetricOptions metric in options.Metrics)
        {
            thresholds.Metrics.Add(metric);
        }

        ValidateOptionsResult result = new ThresholdOptionsValidator().Validate(path, thresholds);
        if (result.Failed)
        {
            throw new RolloutPlanException($"{path}:Metrics", $"is refused: {result.FailureMessage}");
        }
    }
}
