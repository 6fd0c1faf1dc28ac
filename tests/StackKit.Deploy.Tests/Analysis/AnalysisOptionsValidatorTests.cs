using Microsoft.Extensions.Options;
using StackKit.Deploy.Analysis;

namespace StackKit.Deploy.Tests.Analysis;

public sealed class AnalysisOptionsValidatorTests
{
    [Fact]
    public void Validate_Defaults_Succeeds() => Assert.True(Validate(new()).Succeeded);

    [Fact]
    public void Validate_AlphaOutOfRange_NamesIt()
    {
        ValidateOptionsResult result = Validate(new() { Alpha = 0 });

        Assert.Contains(nameof(AnalysisOptions.Alpha), result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0, 1, 0)]
    [InlineData(2, 0, 1, 0.005)]
    [InlineData(1, 0.01, 2, 0.005)]
    public void Validate_RollbackNotBelowPromotion_SaysWhatToWrite(double rollbackRatio, double rollbackMargin, double promoteRatio, double promoteMargin)
    {
        ValidateOptionsResult result = Validate(new() { RollbackRatio = rollbackRatio, RollbackMargin = rollbackMargin, PromoteRatio = promoteRatio, PromoteMargin = promoteMargin });

        Assert.Contains("write a larger PromoteMargin", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_CeilingAboveTheHealthyBaseline_Fails()
    {
        ValidateOptionsResult result = Validate(new() { MaxErrorRate = 0.2 });

        Assert.Contains(nameof(AnalysisOptions.MaxBaselineErrorRate), result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_EndBeforeTheLeastDuration_Fails()
    {
        ValidateOptionsResult result = Validate(new() { MinDuration = TimeSpan.FromHours(1), MaxDuration = TimeSpan.FromMinutes(30) });

        Assert.Contains(nameof(AnalysisOptions.MaxDuration), result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_LatencyPromotionNotAboveRollback_FailsOnlyWhenRequired()
    {
        Assert.True(Validate(new() { LatencyPromoteRatio = 1 }).Succeeded);
        Assert.True(Validate(new() { LatencyPromoteRatio = 1, RequireLatencyEvidence = true }).Failed);
    }

    [Fact]
    public void Validate_NegativeTimes_NamesBoth()
    {
        ValidateOptionsResult result = Validate(new() { MinDuration = TimeSpan.FromSeconds(-1), WarmUp = TimeSpan.FromSeconds(-1) });

        Assert.Contains(nameof(AnalysisOptions.MinDuration), result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains(nameof(AnalysisOptions.WarmUp), result.FailureMessage, StringComparison.Ordinal);
    }

    private static ValidateOptionsResult Validate(AnalysisOptions options) => new AnalysisOptionsValidator().Validate(null, options);
}
