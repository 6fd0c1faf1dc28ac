using Microsoft.Extensions.Options;

namespace StackKit.Deploy;

/// <summary>Checks each option of <see cref="ServiceOptions"/> by itself.</summary>
[OptionsValidator]
internal sealed partial class ServiceOptionsRangeValidator : IValidateOptions<ServiceOptions>;
