using System.Collections.Immutable;
using System.Text.Json.Serialization;
using StackKit.Deploy.Analysis;
using StackKit.Routing;

namespace StackKit.Deploy;

/// <summary>One step of a plan. All strategies are built from these.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(SetWeight), "weight")]
[JsonDerivedType(typeof(Pause), "pause")]
[JsonDerivedType(typeof(Analyse), "analysis")]
[JsonDerivedType(typeof(SetRule), "rule")]
[JsonDerivedType(typeof(RunHook), "hook")]
[JsonDerivedType(typeof(AwaitGate), "gate")]
public abstract record RolloutStep
{
    private RolloutStep()
    {
    }

    /// <summary>Says in a few words what the step does, such as <c>weight 10 %</c>.</summary>
    /// <returns>The words, in English.</returns>
    public string ToText() => RolloutNarrator.Describe(this);

    /// <summary>Gives the candidate a share of the traffic and waits until every live router has it.</summary>
    /// <param name="Weight">The share, 0 to 1.</param>
    public sealed record SetWeight(double Weight) : RolloutStep;

    /// <summary>Lets time pass. It starts when every live router has the routing, and stands still while the rollout is paused.</summary>
    /// <param name="Duration">How long.</param>
    public sealed record Pause(TimeSpan Duration) : RolloutStep;

    /// <summary>Waits for evidence.</summary>
    public sealed record Analyse : RolloutStep
    {
        /// <summary>Gets how long evidence is gathered at least.</summary>
        public TimeSpan MinDuration { get; init; }

        /// <summary>Gets how long evidence is gathered at most; without a verdict by then the rollout is held. Null means as long as it takes.</summary>
        public TimeSpan? MaxDuration { get; init; }

        /// <summary>Gets how many requests the candidate must have served in this step; null means what the analysis of the plan says.</summary>
        public long? MinCandidateRequests { get; init; }

        /// <summary>Gets a value indicating whether the step needs evidence that the candidate is good enough, or only the absence of evidence against it.</summary>
        public bool RequireEvidence { get; init; } = true;

        /// <summary>Gets the metrics that are judged by thresholds; empty means that the counters of the routers are judged sequentially.</summary>
        public ImmutableArray<ThresholdMetricOptions> Metrics { get; init; } = [];
    }

    /// <summary>Puts a routing rule in force, or takes it away.</summary>
    /// <param name="Rule">The rule, whose version is that of the candidate or of the stable version; a rule of the same name is replaced.</param>
    /// <param name="Remove">True takes the rule of that name away.</param>
    public sealed record SetRule(RouteRule Rule, bool Remove) : RolloutStep;

    /// <summary>Runs a hook; the rollout is undone when it says no.</summary>
    /// <param name="Name">The name of the hook.</param>
    public sealed record RunHook(string Name) : RolloutStep;

    /// <summary>Waits for a person or a system to approve.</summary>
    /// <param name="Name">The name of the gate.</param>
    /// <param name="Expiry">After this long without an answer the gate counts as rejected; null means that it waits for ever.</param>
    public sealed record AwaitGate(string Name, TimeSpan? Expiry) : RolloutStep
    {
        /// <summary>Gets how many different people must approve.</summary>
        public int Approvals { get; init; } = 1;

        /// <summary>Gets a value indicating whether whoever asked for the release may not approve it.</summary>
        public bool SecondPerson { get; init; }
    }
}
