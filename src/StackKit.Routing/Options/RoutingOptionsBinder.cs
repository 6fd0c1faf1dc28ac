using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace StackKit.Routing;

/// <summary>Fills the options from the configuration of the application, if it has one.</summary>
internal sealed class RoutingOptionsBinder(IServiceProvider provider) : IConfigureOptions<RoutingOptions>
{
    public const string Section = "StackKit:Routing";

    public void Configure(RoutingOptions options)
    {
        // A misspelt setting must not be overlooked.
        provider.GetService<IConfiguration>()?.GetSection(Section).Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true);
    }
}
