using Microsoft.Extensions.Options;
using StackKit.Deploy.Control;

namespace StackKit.Deploy;

/// <summary>Checks everything when the application starts: ranges first, then whether each service makes a plan that can be carried out.</summary>
internal sealed class DeployOptionsValidator(ServiceFactory factory) : IValidateOptions<DeployOptions>
{
    private readonly DeployOptionsRangeValidator _ranges = new();
    private readonly ServiceOptionsRangeValidator _serviceRanges = new();

    public ValidateOptionsResult Validate(string? name, DeployOptions options)
    {
        IReadOnlyList<PlanProblem> problems = Find(options);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(p => p.Text));
    }

    /// <summary>Finds what is wrong. Of the plan of a service only the first problem is found, and none while its settings are out of range.</summary>
    public IReadOnlyList<PlanProblem> Find(DeployOptions options)
    {
        List<PlanProblem> problems = [];
        AddRanges(problems, DeployOptionsReader.Section, _ranges.Validate(null, options));
        CheckTime(problems, "StackKit:Deploy:ReportInterval", options.ReportInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10));
        CheckTime(problems, "StackKit:Deploy:LeaseTime", options.LeaseTime, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        CheckTime(problems, "StackKit:Deploy:InventoryInterval", options.InventoryInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> routers = new(StringComparer.Ordinal);
        foreach ((string service, ServiceOptions settings) in options.Services)
        {
            string path = $"StackKit:Deploy:Services:{service}";
            if (!names.Add(service))
            {
                Add(problems, path, "differs from another service only in case; choose another name.");
                continue;
            }

            if (!routers.Add(settings.Router ?? service))
            {
                Add(problems, $"{path}:Router", $"({settings.Router ?? service}) is the router of another service already; two releases would overwrite each other.");
                continue;
            }

            CheckService(problems, service, path, settings);
        }

        return problems;
    }

    private void CheckService(List<PlanProblem> problems, string service, string path, ServiceOptions settings)
    {
        int before = problems.Count;
        AddRanges(problems, path, _serviceRanges.Validate(null, settings));
        CheckTime(problems, $"{path}:BakeTime", settings.BakeTime, TimeSpan.Zero, TimeSpan.FromDays(30));
        CheckTime(problems, $"{path}:DrainTimeout", settings.DrainTimeout, TimeSpan.Zero, TimeSpan.FromDays(30));
        CheckTime(problems, $"{path}:ProgressDeadline", settings.ProgressDeadline, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        CheckTime(problems, $"{path}:Linear:Interval", settings.Linear.Interval, TimeSpan.Zero, TimeSpan.FromDays(30));
        if (problems.Count > before)
        {
            return;
        }

        try
        {
            factory.Create(service, settings);
        }
        catch (RolloutPlanException exception)
        {
            problems.Add(new PlanProblem(exception.Field, exception.Message, IsNote: false));
        }
        catch (ArgumentException exception)
        {
            problems.Add(new PlanProblem(path, exception.Message, IsNote: false));
        }
    }

    private static void CheckTime(List<PlanProblem> problems, string path, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            Add(problems, path, $"({value}) must be from {least} to {most}.");
        }
    }

    private static void Add(List<PlanProblem> problems, string path, string problem) => problems.Add(new PlanProblem(path, $"{path} {problem}", IsNote: false));

    private static void AddRanges(List<PlanProblem> problems, string path, ValidateOptionsResult result)
    {
        foreach (string failure in result.Failures ?? [])
        {
            problems.Add(RangeFailure.Parse(path, failure));
        }
    }
}
