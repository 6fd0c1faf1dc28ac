using Microsoft.Extensions.Options;

namespace StackKit.Deploy;

/// <summary>Checks each option of <see cref="DeployOptions"/> by itself.</summary>
[OptionsValidator]
internal sealed partial class DeployOptionsRangeValidator : IValidateOptions<DeployOptions>;
