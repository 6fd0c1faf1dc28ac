using System.Collections.Immutable;
using System.Text.Json;
using StackKit.Deploy.Analysis;
using StackKit.Deploy.Control;
using StackKit.Deploy.Evidence;
using StackKit.Deploy.Store;

namespace StackKit.Deploy.Tests.Control;

/// <summary>Plays the world around the decider: one router, a target that does as it is told, and a clock that is turned by hand.</summary>
internal sealed class RolloutDriver
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<RolloutEvent> _events = [];
    private readonly SafetyChecker _checker = new();
    private int _commands;

    public RolloutDriver(RolloutPlan plan, int stables)
    {
        Rollout rollout = new() { Id = "r1", Service = "shop", Stable = "1", Candidate = "2", Plan = plan, Actor = "ana", CreatedAt = s_now };
        ImmutableArray<RolloutInstance> instances = [.. Enumerable.Range(0, stables).Select(i => new RolloutInstance { Target = Instance($"s{i}", "1"), Stage = InstanceStage.InPool })];
        _events.Add(new RolloutEvent.Created { Sequence = 1, Time = s_now, Rollout = rollout, Instances = instances, Generation = 1 });
        State = RolloutReducer.Fold(_events);
        Acknowledged = 1;
        _checker.Begin(State);
    }

    public RolloutState State { get; private set; }

    public IReadOnlyList<RolloutEvent> Events => _events;

    public IReadOnlyList<CommandAnswer> LastAnswers { get; private set; } = [];

    public RolloutTimers Timers { get; private set; } = RolloutTimers.Zero;

    /// <summary>Gets or sets a value indicating whether the router acknowledges what is written.</summary>
    public bool Acknowledges { get; set; } = true;

    public long Acknowledged { get; private set; }

    /// <summary>Gets or sets what the target and the hooks make of an operation; null leaves it under way.</summary>
    public Func<RolloutOperation, OperationStatus?> Answer { get; set; } = static _ => OperationStatus.Succeeded;

    public AnalysisReport? Analysis { get; set; }

    public string? DependencyError { get; set; }

    public int PoolMinimum => _checker.PoolMinimum;

    public static RolloutPlan Plan(params RolloutStep[] steps) => new()
    {
        Strategy = "Canary",
        Steps = [.. steps],
        Instances = 1,
        BakeTime = TimeSpan.FromMinutes(1),
        DrainTimeout = TimeSpan.FromMinutes(1),
        ProgressDeadline = TimeSpan.FromMinutes(10),
        Analysis = new AnalysisOptions(),
    };

    public static AnalysisReport Report(Verdict verdict, string code) => new() { Verdict = verdict, Code = code, Text = code };

    public RolloutCommand Command(RolloutCommandKind kind) => new() { Id = $"c{++_commands:D6}", Kind = kind, Actor = "ana", Version = kind == RolloutCommandKind.Start ? "3" : null, Gate = "go" };

    public Decision Decide(params RolloutCommandKind[] kinds) => DecideOn([.. kinds.Select(Command)]);

    public Decision DecideOn(params RolloutCommand[] commands)
    {
        RouterReport router = new() { Instance = "router", Generation = Acknowledged };
        RolloutObservation observation = new()
        {
            Commands = [.. commands],
            Routers = [router],
            Outcomes = Outcomes(),
            Timers = Timers,
            Analysis = Analysis,
            DependencyError = DependencyError,
            Shapes = TargetShapes.Beside | TargetShapes.InPlace,
            Hooks = ["smoke"],
        };
        RolloutState before = State;
        Decision decision = RolloutDecider.Decide(before, observation, s_now);
        _events.AddRange(decision.Events);
        State = decision.State;
        Timers = Timers.After(decision.Events);
        LastAnswers = decision.Answers;
        _checker.Check(before, State, decision.Events, Acknowledged);
        Assert.Equal(JsonSerializer.Serialize(RolloutReducer.Fold(_events), DeployJson.Default.RolloutState), JsonSerializer.Serialize(State, DeployJson.Default.RolloutState));
        if (Acknowledges)
        {
            Acknowledged = State.Generation;
        }

        return decision;
    }

    /// <summary>Decides until nothing more follows or the state is as wanted.</summary>
    public RolloutDriver Run(Func<RolloutState, bool> wanted)
    {
        for (int quiet = 0, i = 0; quiet < 2 && i < 500 && !wanted(State); i++)
        {
            quiet = Decide().Any ? 0 : quiet + 1;
        }

        return this;
    }

    public RolloutDriver Run() => Run(static _ => false);

    public RolloutDriver RunTo(RolloutPhase phase)
    {
        Run(s => s.Phase == phase);
        Assert.Equal(phase, State.Phase);
        return this;
    }

    public RolloutDriver Pass(TimeSpan time)
    {
        Timers = Timers.Add(State, time);
        return this;
    }

    private static TargetInstance Instance(string id, string version) => new() { Id = id, Version = version, Address = $"http://{id}" };

    private ImmutableArray<OperationOutcome> Outcomes()
    {
        ImmutableArray<OperationOutcome>.Builder outcomes = ImmutableArray.CreateBuilder<OperationOutcome>();
        foreach (RolloutOperation operation in State.Operations.Where(o => o.Status == OperationStatus.Started))
        {
            bool undone = State.Phase == RolloutPhase.RollingBack && operation.Kind is not (OperationKind.Restore or OperationKind.Sweep);
            OperationStatus? status = undone ? OperationStatus.Failed : Answer(operation);
            if (status is OperationStatus known)
            {
                TargetInstance? result = known == OperationStatus.Succeeded && operation.Kind is OperationKind.Prepare ? Instance($"c{operation.Ordinal}", operation.Version) : null;
                outcomes.Add(new OperationOutcome(operation.Key, known, result, null));
            }
        }

        return outcomes.ToImmutable();
    }
}
