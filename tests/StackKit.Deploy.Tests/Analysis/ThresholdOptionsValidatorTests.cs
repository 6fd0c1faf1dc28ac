using Microsoft.Extensions.Options;
using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Tests.Analysis;

public sealed class ThresholdOptionsValidatorTests
{
    [Fact]
    public void Validate_CompleteMetric_Succeeds() => Assert.True(Validate(Metric()).Succeeded);

    [Fact]
    public void Validate_NoMetrics_Fails() => Assert.True(Validate().Failed);

    [Fact]
    public void Validate_SameNameTwice_NamesIt()
    {
        ValidateOptionsResult result = Validate(Metric(), Metric());

        Assert.Contains("'p99' is taken", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_NoCondition_Fails()
    {
        ThresholdMetricOptions metric = Metric();
        metric.SuccessCondition = null;

        Assert.Contains("every value would pass", Validate(metric).FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_RangeUpsideDown_Fails()
    {
        ThresholdMetricOptions metric = Metric();
        metric.FailureCondition = new() { Min = 2, Max = 1 };

        Assert.Contains("Metrics[0].FailureCondition", Validate(metric).FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_LimitBelowMinusOne_Fails()
    {
        ThresholdMetricOptions metric = Metric();
        metric.FailureLimit = -2;

        Assert.Contains(nameof(ThresholdMetricOptions.FailureLimit), Validate(metric).FailureMessage, StringComparison.Ordinal);
    }

    private static ThresholdMetricOptions Metric() => new() { Name = "p99", SuccessCondition = new() { Max = 300 } };

    private static ValidateOptionsResult Validate(params ThresholdMetricOptions[] metrics)
    {
        ThresholdOptions options = new();
        foreach (ThresholdMetricOptions metric in metrics)
        {
            options.Metrics.Add(metric);
        }

        return new ThresholdOptionsValidator().Validate(null, options);
    }
}
