using System.Globalization;
using Microsoft.Extensions.Options;

namespace StackKit.Routing.AspNetCore;

/// <summary>Refuses <see cref="PropagationOptions"/> that cannot be meant.</summary>
internal static class PropagationRules
{
    private const int MaxKeyLength = 128;

    public static void Check(PropagationOptions options, ValidateOptionsResultBuilder builder)
    {
        if (!IsToken(options.Key))
        {
            builder.AddError($"HttpRoutingOptions.Propagation.Key '{options.Key}' must be an HTTP token of 1 to {MaxKeyLength} letters, digits and !#$%&'*+-.^_`|~: write the same in all services, such as stackkit.version.");
        }

        for (int i = 0; i < options.TrustedNetworks.Count; i++)
        {
            if (!TrustedNetwork.TryParse(options.TrustedNetworks[i], out _))
            {
                string where = string.Create(CultureInfo.InvariantCulture, $"HttpRoutingOptions.Propagation.TrustedNetworks[{i}] '{options.TrustedNetworks[i]}'");
                builder.AddError($"{where} is neither an IP address nor a network: write 10.0.0.5, 10.0.0.0/8 or 2001:db8::/32, with no bits behind the prefix; a prefix of 0 would trust everybody.");
            }
        }
    }

    private static bool IsToken(string? key) =>
        key is { Length: >= 1 and <= MaxKeyLength } && key.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
}
