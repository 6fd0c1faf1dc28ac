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
        List<string> failures = [];
        Add(failures, "StackKit:Deploy", _ranges.Validate(name, options));
        CheckTime(failures, "StackKit:Deploy:ReportInterval", options.ReportInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10));
        CheckTime(failures, "StackKit:Deploy:LeaseTime", options.LeaseTime, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
        CheckTime(failures, "StackKit:Deploy:InventoryInterval", options.InventoryInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> routers = new(StringComparer.Ordinal);
        foreach ((string service, ServiceOptions settings) in options.Services)
        {
            if (!names.Add(service))
            {
                failures.Add($"StackKit:Deploy:Services:{service} differs from another service only in case; choose another name.");
                continue;
            }

            if (!routers.Add(settings.Router ?? service))
            {
                failures.Add($"StackKit:Deploy:Services:{service}:Router ({settings.Router ?? service}) is the router of another service already; two releases would overwrite each other.");
                continue;
            }

            string path = $"StackKit:Deploy:Services:{service}";
            int before = failures.Count;
            Add(failures, path, _serviceRanges.Validate(name, settings));
            CheckTime(failures, $"{path}:BakeTime", settings.BakeTime, TimeSpan.Zero, TimeSpan.FromDays(30));
            CheckTime(failures, $"{path}:DrainTimeout", settings.DrainTimeout, TimeSpan.Zero, TimeSpan.FromDays(30));
            CheckTime(failures, $"{path}:ProgressDeadline", settings.ProgressDeadline, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
            CheckTime(failures, $"{path}:Linear:Interval", settings.Linear.Interval, TimeSpan.Zero, TimeSpan.FromDays(30));
            if (failures.Count == before)
            {
                TryPlan(failures, service, settings);
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckTime(List<string> failures, string field, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            failures.Add($"{field} ({value}) must be from {least} to {most}.");
        }
    }

    private static void Add(List<string> failures, string path, ValidateOptionsResult result)
    {
        if (result.Failed)
        {
            failures.AddRange(result.Failures.Select(f => $"{path}: {f}"));
        }
    }

    private void TryPlan(List<string> failures, string service, ServiceOptions settings)
    {
        try
        {
            factory.Create(service, settings);
        }
        catch (ArgumentException exception)
        {
            failures.Add(exception.Message);
        }
    }
}
