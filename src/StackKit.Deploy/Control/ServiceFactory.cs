using System.Collections.Frozen;
using StackKit.Deploy.Analysis;
using StackKit.Routing;

namespace StackKit.Deploy.Control;

/// <summary>Finds everything that the settings of a service name, and refuses settings that make no plan.</summary>
internal sealed class ServiceFactory(
    RouterSet routers, IEnumerable<IRolloutStrategy> strategies, IEnumerable<IDeploymentTarget> targets, IEnumerable<ITrafficShifter> shifters,
    IEnumerable<IRolloutHook> hooks, IEnumerable<IApprovalGate> gates, IEnumerable<IAnalysisProvider> providers)
{
    private readonly FrozenDictionary<string, IRolloutStrategy> _strategies = ByName(strategies, s => s.Name);
    private readonly FrozenDictionary<string, IDeploymentTarget> _targets = ByName(targets, t => t.Name);
    private readonly FrozenDictionary<string, IRolloutHook> _hooks = ByName(hooks, h => h.Name);
    private readonly FrozenDictionary<string, IApprovalGate> _gates = ByName(gates, g => g.Name);
    private readonly FrozenDictionary<string, IAnalysisProvider> _providers = ByName(providers, p => p.Name);
    private readonly ITrafficShifter[] _shifters = [.. shifters];

    /// <summary>Makes a service of its settings.</summary>
    /// <exception cref="RolloutPlanException">They make none; the message names the setting and says what to write.</exception>
    public DeployedService Create(string name, ServiceOptions options)
    {
        string path = $"StackKit:Deploy:Services:{name}";
        PlanNames.Require(name, path);
        string router = options.Router is null ? name : PlanNames.Require(options.Router, $"{path}:Router");
        if (options.StableVersion is not null)
        {
            PlanNames.Require(options.StableVersion, $"{path}:StableVersion");
        }

        DeployedService service = new()
        {
            Name = name,
            Options = options,
            Router = routers.GetOrAdd(router),
            Target = TargetOf(options, path),
            Strategy = _strategies.GetValueOrDefault(options.Strategy ?? "") ?? throw new RolloutPlanException($"{path}:Strategy", $"is unknown; write one of {string.Join(", ", _strategies.Keys.Order(StringComparer.Ordinal))}."),
            Shifters = [.. _shifters.Where(s => s.Supports(router))],
            Hooks = _hooks,
            Gates = _gates,
            Providers = _providers,
        };
        Check(service, path);
        return service;
    }

    private IDeploymentTarget? TargetOf(ServiceOptions options, string path)
    {
        if (options.Target is string name)
        {
            return _targets.GetValueOrDefault(name) ?? throw new RolloutPlanException($"{path}:Target", $"is unknown; {(_targets.Count == 0 ? "no target is registered, add one such as AddProcesses()" : $"write one of {string.Join(", ", _targets.Keys)}")}.");
        }

        return _targets.Count switch
        {
            0 => null,
            1 => _targets.Values[0],
            _ => throw new RolloutPlanException($"{path}:Target", $"is missing and there are several; write one of {string.Join(", ", _targets.Keys)}."),
        };
    }

    // A plan is built when the application starts, so that a wrong one is refused before anything is released.
    private static void Check(DeployedService service, string path)
    {
        RolloutPlan plan = service.BuildPlan("stable", "candidate");
        if (PlanCapabilities.FindMissing(plan, service.Capabilities) is string missing)
        {
            throw new RolloutPlanException(path, $"cannot be carried out. {missing}");
        }

        foreach (string hook in plan.Verify.Concat(plan.Steps.OfType<RolloutStep.RunHook>().Select(s => s.Name)))
        {
            if (!service.Hooks.ContainsKey(hook))
            {
                throw new RolloutPlanException(path, $"names the hook '{hook}', and there is none; register an IRolloutHook with that name.");
            }
        }

        foreach (ThresholdMetricOptions metric in plan.Steps.OfType<RolloutStep.Analyse>().SelectMany(a => a.Metrics))
        {
            if (!service.Providers.ContainsKey(metric.Provider))
            {
                throw new RolloutPlanException(path, $"names the analysis provider '{metric.Provider}' for '{metric.Name}', and there is none; write one of {string.Join(", ", service.Providers.Keys)}.");
            }
        }
    }

    private static FrozenDictionary<string, T> ByName<T>(IEnumerable<T> all, Func<T, string> name)
        where T : class
    {
        Dictionary<string, T> byName = new(StringComparer.OrdinalIgnoreCase);
        foreach (T one in all)
        {
            byName[name(one)] = one; // the last one registered replaces an earlier one of the same name
        }

        return byName.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
