using System.Collections.Immutable;
using StackKit.Deploy.Analysis;

namespace StackKit.Deploy;

/// <summary>What plans name and only the application has: stand-ins for it, and a note for each.</summary>
internal sealed class PlanNeeds
{
    private readonly Dictionary<string, IRolloutHook> _hooks = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IDeploymentTarget> _targets = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IAnalysisProvider> _providers = new(StringComparer.OrdinalIgnoreCase) { [Routers] = new NamedProvider(Routers) };
    private readonly HashSet<string> _gates = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<PlanProblem> _notes = [];

    public const string Routers = "routers";

    public IEnumerable<IRolloutHook> Hooks => _hooks.Values;

    public IEnumerable<IDeploymentTarget> Targets => _targets.Values;

    public IEnumerable<IAnalysisProvider> Providers => _providers.Values;

    public ImmutableArray<PlanProblem> Notes => [.. _notes];

    public static PlanNeeds Of(DeployOptions options)
    {
        PlanNeeds needs = new();
        foreach ((string name, ServiceOptions service) in options.Services)
        {
            needs.AddService($"{DeployOptionsReader.Section}:Services:{name}", service);
        }

        return needs;
    }

    private void AddService(string path, ServiceOptions service)
    {
        if (service.Target is string target && _targets.TryAdd(target, new DelegateTarget { Name = target, List = static (_, _) => new([]) }))
        {
            Note($"{path}:Target", $"names the target '{target}': the application must register an IDeploymentTarget of that name.");
        }

        AddHooks($"{path}:Verify", service.Verify);
        for (int i = 0; i < service.Canary.Steps.Count; i++)
        {
            AddStep(FormattableString.Invariant($"{path}:Canary:Steps:{i}"), service.Canary.Steps[i]);
        }

        AddChecks($"{path}:BlueGreen:PrePromotion", service.BlueGreen.PrePromotion);
        AddGate($"{path}:BlueGreen:Gate", service.BlueGreen.Gate);
        AddChecks($"{path}:BlueGreen:PostPromotion", service.BlueGreen.PostPromotion);
    }

    private void AddStep(string path, StepOptions? step)
    {
        if (step?.Hook is string hook)
        {
            AddHook($"{path}:Hook", hook);
        }

        AddGate($"{path}:Gate", step?.Gate);
        AddAnalysis($"{path}:Analysis", step?.Analysis);
    }

    private void AddChecks(string path, BlueGreenChecks checks)
    {
        AddHooks($"{path}:Hooks", checks.Hooks);
        AddAnalysis($"{path}:Analysis", checks.Analysis);
    }

    private void AddHooks(string path, List<string> hooks)
    {
        for (int i = 0; i < hooks.Count; i++)
        {
            AddHook(FormattableString.Invariant($"{path}:{i}"), hooks[i]);
        }
    }

    private void AddHook(string path, string? hook)
    {
        if (!string.IsNullOrEmpty(hook) && _hooks.TryAdd(hook, new DelegateHook(hook, static (_, _) => throw new NotSupportedException())))
        {
            Note(path, $"names the hook '{hook}': the application must register an IRolloutHook of that name.");
        }
    }

    private void AddAnalysis(string path, AnalysisStepOptions? analysis)
    {
        for (int i = 0; i < analysis?.Metrics.Count; i++)
        {
            if (analysis.Metrics[i]?.Provider is { Length: > 0 } provider && _providers.TryAdd(provider, new NamedProvider(provider)))
            {
                Note(FormattableString.Invariant($"{path}:Metrics:{i}:Provider"), $"names the analysis provider '{provider}': the application must register an IAnalysisProvider of that name.");
            }
        }
    }

    private void AddGate(string path, GateOptions? gate)
    {
        if (gate is not null && PlanNames.IsValid(gate.Name) && _gates.Add(gate.Name))
        {
            Note($"{path}:Name", $"names the gate '{gate.Name}': people answer it, or the application must register an IApprovalGate of that name.");
        }
    }

    private void Note(string path, string text) => _notes.Add(new PlanProblem(path, $"{path} {text}", IsNote: true));

    private sealed class NamedProvider(string name) : IAnalysisProvider
    {
        public string Name { get; } = name;

        public ValueTask<Measurement> MeasureAsync(MetricQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
