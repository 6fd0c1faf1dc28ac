using Microsoft.Extensions.Options;

namespace StackKit.Deploy.Analysis;

/// <summary>Checks <see cref="AnalysisOptions"/>: every option by itself, then those that must fit together.</summary>
internal sealed class AnalysisOptionsValidator : IValidateOptions<AnalysisOptions>
{
    private readonly AnalysisOptionsRangeValidator _ranges = new();

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AnalysisOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        ValidateOptionsResult ranges = _ranges.Validate(name, options);
        if (ranges.Failed)
        {
            return ranges;
        }

        ValidateOptionsResultBuilder builder = new();
        CheckNulls(options, builder);
        CheckCeilings(options, builder);
        CheckTimes(options, builder);
        return builder.Build();
    }

    private static void CheckNulls(AnalysisOptions options, ValidateOptionsResultBuilder builder)
    {
        bool ordered = options.RollbackRatio <= options.PromoteRatio && options.RollbackMargin <= options.PromoteMargin;
        bool apart = options.RollbackRatio < options.PromoteRatio || options.RollbackMargin < options.PromoteMargin;
        if (!ordered || !apart)
        {
            builder.AddError(
                FormattableString.Invariant($"what is rolled back (ratio {options.RollbackRatio}, margin {options.RollbackMargin}) must begin below what is promoted (ratio {options.PromoteRatio}, margin {options.PromoteMargin}): write a larger {nameof(AnalysisOptions.PromoteMargin)} or {nameof(AnalysisOptions.PromoteRatio)}, such as a {nameof(AnalysisOptions.PromoteMargin)} of {options.RollbackMargin + 0.005} with a {nameof(AnalysisOptions.PromoteRatio)} of {options.RollbackRatio}."),
                nameof(AnalysisOptions.PromoteMargin));
        }

        if (options.RequireLatencyEvidence && options.LatencyPromoteRatio <= options.LatencyRollbackRatio)
        {
            builder.AddError(
                FormattableString.Invariant($"it must be above {nameof(AnalysisOptions.LatencyRollbackRatio)} ({options.LatencyRollbackRatio}): write {options.LatencyRollbackRatio * 1.5}, or set {nameof(AnalysisOptions.RequireLatencyEvidence)} to false."),
                nameof(AnalysisOptions.LatencyPromoteRatio));
        }
    }

    private static void CheckCeilings(AnalysisOptions options, ValidateOptionsResultBuilder builder)
    {
        if (!Enum.IsDefined(options.MaxErrorRateCombination))
        {
            builder.AddError("write Either or Both.", nameof(AnalysisOptions.MaxErrorRateCombination));
        }

        if (options.MaxErrorRate > options.MaxBaselineErrorRate)
        {
            builder.AddError(
                FormattableString.Invariant($"it must be at least {nameof(AnalysisOptions.MaxErrorRate)} ({options.MaxErrorRate}), or stable would count as unhealthy at a rate the candidate may have: write {options.MaxErrorRate} or more."),
                nameof(AnalysisOptions.MaxBaselineErrorRate));
        }
    }

    private static void CheckTimes(AnalysisOptions options, ValidateOptionsResultBuilder builder)
    {
        if (options.MinDuration < TimeSpan.Zero)
        {
            builder.AddError("it must not be negative: write 00:00:00 for none.", nameof(AnalysisOptions.MinDuration));
        }

        if (options.WarmUp < TimeSpan.Zero)
        {
            builder.AddError("it must not be negative: write 00:00:00 for none.", nameof(AnalysisOptions.WarmUp));
        }

        if (options.MaxDuration <= TimeSpan.Zero || options.MaxDuration <= options.MinDuration)
        {
            builder.AddError(
                $"it must be positive and longer than {nameof(AnalysisOptions.MinDuration)} ({options.MinDuration}): write a longer time such as 01:00:00, or leave it out for no end.",
                nameof(AnalysisOptions.MaxDuration));
        }
    }
}
