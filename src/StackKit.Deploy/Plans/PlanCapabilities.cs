using System.Globalization;
using StackKit.Routing;

namespace StackKit.Deploy;

/// <summary>Holds what a plan needs against what the data planes can do.</summary>
internal static class PlanCapabilities
{
    /// <summary>Says what is missing, and what to write instead; null when nothing is.</summary>
    public static string? FindMissing(RolloutPlan plan, ShifterCapabilities capabilities)
    {
        if (plan.Mode == SplitMode.Sticky && !capabilities.Features.HasFlag(ShifterFeatures.Sticky))
        {
            return Missing(ShifterFeatures.Sticky, "Mode Sticky needs it; write Exact or Random.");
        }

        if (plan.HarmBudget is not null && !capabilities.Features.HasFlag(ShifterFeatures.FailureBudget))
        {
            return Missing(ShifterFeatures.FailureBudget, "HarmBudget needs it; leave HarmBudget out.");
        }

        for (int i = 0; i < plan.Steps.Length; i++)
        {
            string? missing = plan.Steps[i] switch
            {
                RolloutStep.SetWeight when !capabilities.Features.HasFlag(ShifterFeatures.Weight) => Missing(ShifterFeatures.Weight, FormattableString.Invariant($"step {i + 1} needs it.")),
                RolloutStep.SetWeight { Weight: > 0 and < 1 } step when Math.Min(step.Weight, 1 - step.Weight) < capabilities.MinWeightStep =>
                    string.Create(CultureInfo.InvariantCulture, $"Step {i + 1} asks for {step.Weight:P2}; the finest the data planes can do is {capabilities.MinWeightStep:P2}."),
                RolloutStep.SetRule when !capabilities.Features.HasFlag(ShifterFeatures.Rules) => Missing(ShifterFeatures.Rules, FormattableString.Invariant($"step {i + 1} needs it.")),
                _ => null,
            };
            if (missing is not null)
            {
                return missing;
            }
        }

        return null;
    }

    private static string Missing(ShifterFeatures feature, string who) => $"A data plane of this router lacks the capability {feature}: {who}";
}
