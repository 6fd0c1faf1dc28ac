using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;

namespace StackKit.Deploy;

/// <summary>Checks settings offline, by the rules that an application applies when it starts, and does not stop at the first problem.</summary>
/// <remarks>Thread-safe; starts nothing and reaches nothing.</remarks>
public static class RolloutPlanCheck
{
    /// <summary>Checks the section <c>StackKit:Deploy</c>.</summary>
    /// <remarks>
    /// Hooks, targets and analysis providers are taken to be registered by the application: a note names each of them. Data planes are taken to be
    /// able to do everything. A strategy of one's own is unknown here. A problem that only shows when another one is gone is found all the same.
    /// </remarks>
    /// <param name="configuration">The whole configuration, not only the section.</param>
    /// <returns>What was found, problems before notes, each in the order of the settings; at most 100 problems. Empty when the application would start.</returns>
    public static ImmutableArray<PlanProblem> Check(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        return new PlanInspection(configuration).Run();
    }
}
