using System.Globalization;
using Microsoft.Extensions.Options;

namespace StackKit.Deploy.Analysis;

/// <summary>Checks <see cref="ThresholdOptions"/> and each of its metrics.</summary>
internal sealed class ThresholdOptionsValidator : IValidateOptions<ThresholdOptions>
{
    private readonly ThresholdMetricOptionsRangeValidator _metricRanges = new();

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ThresholdOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        ValidateOptionsResultBuilder builder = new();
        if (options.Threshold < 1)
        {
            builder.AddError("it must be at least 1: write how many failed checks roll back, or leave it out.", nameof(ThresholdOptions.Threshold));
        }

        if (options.Metrics.Count == 0)
        {
            builder.AddError("write at least one metric.", nameof(ThresholdOptions.Metrics));
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        for (int i = 0; i < options.Metrics.Count; i++)
        {
            ThresholdMetricOptions metric = options.Metrics[i];
            string index = i.ToString(CultureInfo.InvariantCulture);
            string path = $"{nameof(ThresholdOptions.Metrics)}[{index}].";
            builder.AddResult(_metricRanges.Validate($"{name}:{index}", metric));
            if (!names.Add(metric.Name))
            {
                builder.AddError($"'{metric.Name}' is taken by an earlier metric: write another name.", path + nameof(ThresholdMetricOptions.Name));
            }

            CheckTimes(metric, path, builder);
            CheckConditions(metric, path, builder);
        }

        return builder.Build();
    }

    private static void CheckTimes(ThresholdMetricOptions metric, string path, ValidateOptionsResultBuilder builder)
    {
        if (metric.Interval <= TimeSpan.Zero)
        {
            builder.AddError("it must be positive: write a time such as 00:01:00.", path + nameof(ThresholdMetricOptions.Interval));
        }

        if (metric.InitialDelay < TimeSpan.Zero)
        {
            builder.AddError("it must not be negative: write 00:00:00 for none.", path + nameof(ThresholdMetricOptions.InitialDelay));
        }
    }

    private static void CheckConditions(ThresholdMetricOptions metric, string path, ValidateOptionsResultBuilder builder)
    {
        if (metric.SuccessCondition is null && metric.FailureCondition is null)
        {
            builder.AddError("write a SuccessCondition or a FailureCondition: without one every value would pass.", path + nameof(ThresholdMetricOptions.SuccessCondition));
        }

        CheckRange(metric.SuccessCondition, path + nameof(ThresholdMetricOptions.SuccessCondition), builder);
        CheckRange(metric.FailureCondition, path + nameof(ThresholdMetricOptions.FailureCondition), builder);
    }

    private static void CheckRange(ThresholdRange? range, string path, ValidateOptionsResultBuilder builder)
    {
        if (range is { Min: null, Max: null })
        {
            builder.AddError("write Min, Max or both.", path);
        }
        else if (range is { } written && (double.IsNaN(written.Min ?? 0) || double.IsNaN(written.Max ?? 0) || written.Min > written.Max))
        {
            builder.AddError("Min must not exceed Max, and both must be numbers.", path);
        }
    }
}
