using Microsoft.Extensions.Options;

namespace StackKit.Deploy.Analysis;

/// <summary>Checks each option of <see cref="ThresholdMetricOptions"/> by its attributes.</summary>
[OptionsValidator]
internal sealed partial class ThresholdMetricOptionsRangeValidator : IValidateOptions<ThresholdMetricOptions>;
