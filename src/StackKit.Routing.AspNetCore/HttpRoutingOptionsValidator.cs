using Microsoft.Extensions.Options;

namespace StackKit.Routing.AspNetCore;

/// <summary>Checks <see cref="HttpRoutingOptions"/> when the application starts.</summary>
internal sealed class HttpRoutingOptionsValidator : IValidateOptions<HttpRoutingOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpRoutingOptions options)
    {
        ValidateOptionsResultBuilder builder = new();
        if (options.StickyKey is null)
        {
            builder.AddError("HttpRoutingOptions.StickyKey must not be null: write RequestKeys.User, Cookie, Header or a function.");
        }

        if (options.User is null)
        {
            builder.AddError("HttpRoutingOptions.User must not be null: write RequestKeys.User or a function.");
        }

        if (!Enum.IsDefined(options.Latency))
        {
            builder.AddError("HttpRoutingOptions.Latency must be FirstByte or End.");
        }

        PropagationRules.Check(options.Propagation, builder);
        return builder.Build();
    }
}
