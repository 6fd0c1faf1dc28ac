using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using StackKit.Deploy.Control;
using StackKit.Routing;

namespace StackKit.Deploy;

/// <summary>Finds all that is wrong with settings: what was found is taken away, and the rest is looked at again.</summary>
internal sealed class PlanInspection
{
    private const int Limit = 100;
    private const string Services = $"{DeployOptionsReader.Section}:Services:";
    private const string Steps = ":Canary:Steps:";
    private const string Harmless = "1";

    private readonly SortedDictionary<string, string?> _settings;
    private readonly Dictionary<string, int> _order;
    private readonly List<PlanProblem> _problems = [];
    private readonly HashSet<string> _found = new(StringComparer.OrdinalIgnoreCase);

    public PlanInspection(IConfiguration configuration)
    {
        KeyValuePair<string, string?>[] all = [.. configuration.AsEnumerable().Where(s => s.Key.StartsWith(DeployOptionsReader.Section + ':', StringComparison.OrdinalIgnoreCase))];
        HashSet<string> parents = new(all.Select(s => ConfigurationPath.GetParentPath(s.Key)!), StringComparer.OrdinalIgnoreCase);
        _settings = new SortedDictionary<string, string?>(ConfigurationKeyComparer.Instance);
        foreach ((string path, string? value) in all.Where(s => s.Value is not null || !parents.Contains(s.Key)))
        {
            _settings[path] = value;
        }

        _order = _settings.Keys.Select((path, index) => (path, index)).ToDictionary(p => p.path, p => p.index, StringComparer.OrdinalIgnoreCase);
    }

    public ImmutableArray<PlanProblem> Run()
    {
        foreach ((string path, string? value) in _settings.ToArray())
        {
            if (_found.Count < Limit && SettingCheck.Find(path, value) is PlanProblem problem)
            {
                Add(problem);
                TakeAway(problem.Path);
            }
        }

        PlanNeeds needs = new();
        while (_found.Count < Limit && Read() is DeployOptions options)
        {
            needs = PlanNeeds.Of(options);
            using RouterSet routers = new();
            ServiceFactory factory = new(routers, [new CanaryStrategy(), new LinearStrategy(), new BlueGreenStrategy()], needs.Targets, [], needs.Hooks, [], needs.Providers);
            if (!TakeAway(new DeployOptionsValidator(factory).Find(options)))
            {
                break;
            }
        }

        return [.. _problems.OrderBy(p => OrderOf(p.Path)), .. needs.Notes];
    }

    private DeployOptions? Read()
    {
        DeployOptions options = new();
        try
        {
            DeployOptionsReader.Read(new ConfigurationBuilder().Add(new IndexedSettings(_settings)).Build(), options);
            return options;
        }
        catch (InvalidOperationException exception)
        {
            Add(new PlanProblem(DeployOptionsReader.Section, $"{DeployOptionsReader.Section} cannot be read: {exception.Message}", IsNote: false));
            return null;
        }
    }

    private bool TakeAway(IEnumerable<PlanProblem> problems)
    {
        bool some = false;
        foreach (PlanProblem problem in problems.Take(Limit - _found.Count))
        {
            Add(problem);
            string? path = problem.Path;
            while (path is not null && path.Length > DeployOptionsReader.Section.Length && !TakeAway(path))
            {
                path = ConfigurationPath.GetParentPath(path); // it has no value of its own, or is wrong without it as well
            }

            some |= path?.Length > DeployOptionsReader.Section.Length;
        }

        return some;
    }

    private void Add(PlanProblem problem)
    {
        if (_found.Add(problem.Path))
        {
            _problems.Add(problem);
        }
    }

    // A step is replaced by a harmless one instead, so that those after it keep their numbers.
    private bool TakeAway(string path)
    {
        int steps = path.IndexOf(Steps, StringComparison.OrdinalIgnoreCase);
        if (steps >= 0 && path.StartsWith(Services, StringComparison.OrdinalIgnoreCase))
        {
            int end = path.IndexOf(ConfigurationPath.KeyDelimiter, steps + Steps.Length, StringComparison.Ordinal);
            string step = end < 0 ? path : path[..end];
            bool replaced = _settings.TryGetValue($"{step}:Weight", out string? weight) && weight == Harmless;
            Remove(step);
            _settings[$"{step}:Weight"] = Harmless;
            return !replaced;
        }

        return Remove(path);
    }

    private bool Remove(string path)
    {
        string[] below = [.. _settings.Keys.Where(k => k.Equals(path, StringComparison.OrdinalIgnoreCase) || k.StartsWith(path + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase))];
        foreach (string key in below)
        {
            _settings.Remove(key);
        }

        return below.Length > 0;
    }

    private int OrderOf(string path) =>
        _order.TryGetValue(path, out int index) ? index
        : _order.Where(p => p.Key.StartsWith(path + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase)).Select(p => p.Value).DefaultIfEmpty(int.MaxValue).Min();
}
