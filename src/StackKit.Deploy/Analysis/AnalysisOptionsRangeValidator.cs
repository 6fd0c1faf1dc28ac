using Microsoft.Extensions.Options;

namespace StackKit.Deploy.Analysis;

/// <summary>Checks each option of <see cref="AnalysisOptions"/> by its attributes.</summary>
[OptionsValidator]
internal sealed partial class AnalysisOptionsRangeValidator : IValidateOptions<AnalysisOptions>;
