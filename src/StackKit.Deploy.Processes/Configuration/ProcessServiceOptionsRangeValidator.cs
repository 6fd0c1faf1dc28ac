using Microsoft.Extensions.Options;

namespace StackKit.Deploy.Processes;

/// <summary>Checks each option of <see cref="ProcessServiceOptions"/> by itself.</summary>
[OptionsValidator]
internal sealed partial class ProcessServiceOptionsRangeValidator : IValidateOptions<ProcessServiceOptions>;
