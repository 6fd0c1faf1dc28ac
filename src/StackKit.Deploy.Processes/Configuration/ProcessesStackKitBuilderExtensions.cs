using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using StackKit.Deploy;
using StackKit.Deploy.Processes;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds local processes to StackKit.Deploy.</summary>
public static class ProcessesStackKitBuilderExtensions
{
    private const string Section = "StackKit:Deploy:Processes";

    /// <summary>Adds the target <c>processes</c>, which runs instances as processes of this machine, set up by the section <c>StackKit:Deploy:Processes</c>.</summary>
    /// <param name="builder">The StackKit builder.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddProcesses(this IStackKitBuilder builder) => AddProcesses(builder, static _ => { });

    /// <summary>Adds the target <c>processes</c>, which runs instances as processes of this machine. What is set here is applied after the section <c>StackKit:Deploy:Processes</c>.</summary>
    /// <remarks>Can be called again: nothing is registered twice, and the settings accumulate.</remarks>
    /// <param name="builder">The StackKit builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddProcesses(this IStackKitBuilder builder, Action<ProcessTargetOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        builder.AddDeploy();
        IServiceCollection services = builder.Services;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDeploymentTarget, ProcessTarget>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProcessTargetOptions>, ProcessTargetOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<ProcessTargetOptions>, ProcessTargetOptionsBinder>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOptionsChangeTokenSource<ProcessTargetOptions>, ProcessTargetOptionsBinder>());
        services.AddOptions<ProcessTargetOptions>().Configure(configure).ValidateOnStart();
        return builder;
    }

    private sealed class ProcessTargetOptionsBinder(IServiceProvider provider) : IConfigureOptions<ProcessTargetOptions>, IOptionsChangeTokenSource<ProcessTargetOptions>
    {
        public string Name => Options.Options.DefaultName;

        public void Configure(ProcessTargetOptions options) => provider.GetService<IConfiguration>()?.GetSection(Section).Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true);

        public IChangeToken GetChangeToken() => provider.GetService<IConfiguration>()?.GetSection(Section).GetReloadToken() ?? new CancellationChangeToken(CancellationToken.None);
    }
}
