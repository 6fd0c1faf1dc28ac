using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackKit.Deploy;
using StackKit.Deploy.Processes;
using StackKit.Deploy.Processes.Commands;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds targets and hooks that are commands to StackKit.Deploy.</summary>
public static class CommandsStackKitBuilderExtensions
{
    /// <summary>Adds a target that runs a command for each operation, set up by the section <c>StackKit:Deploy:CommandTargets:{name}</c> and then by <paramref name="configure"/>.</summary>
    /// <remarks>Can be called again with the same name: nothing is registered twice, and the settings accumulate.</remarks>
    /// <param name="builder">The StackKit builder.</param>
    /// <param name="name">The name that configuration uses for the target: 1 to 63 letters, digits, dots, dashes or underscores.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddCommandTarget(this IStackKitBuilder builder, string name, Action<CommandTargetOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        ProcessNames.Require(name, "name of a target");

        builder.AddDeploy();
        IServiceCollection services = builder.Services;
        if (TryAdd(services, name, static (provider, key) => new CommandTarget(key, provider.GetRequiredService<IOptionsMonitor<CommandTargetOptions>>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<IHostEnvironment>())))
        {
            services.AddSingleton<IDeploymentTarget>(provider => provider.GetRequiredKeyedService<CommandTarget>(name));
            services.AddSingleton<IConfigureOptions<CommandTargetOptions>>(provider => new ConfigureNamedOptions<CommandTargetOptions>(
                name, options => provider.GetService<IConfiguration>()?.GetSection($"StackKit:Deploy:CommandTargets:{name}").Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true)));
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CommandTargetOptions>, CommandOptionsValidator>());
        services.AddOptions<CommandTargetOptions>(name).Configure(configure).ValidateOnStart();
        return builder;
    }

    /// <summary>Adds a hook that runs a command, set up by the section <c>StackKit:Deploy:CommandHooks:{name}</c> and then by <paramref name="configure"/>. Exit code 0 lets the rollout go on.</summary>
    /// <remarks>Can be called again with the same name: nothing is registered twice, and the settings accumulate.</remarks>
    /// <param name="builder">The StackKit builder.</param>
    /// <param name="name">The name that plans use for the hook: 1 to 63 letters, digits, dots, dashes or underscores.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddCommandHook(this IStackKitBuilder builder, string name, Action<CommandHookOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        ProcessNames.Require(name, "name of a hook");

        builder.AddDeploy();
        IServiceCollection services = builder.Services;
        if (TryAdd(services, name, static (provider, key) => new CommandHook(key, provider.GetRequiredService<IOptionsMonitor<CommandHookOptions>>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<IHostEnvironment>())))
        {
            services.AddSingleton<IRolloutHook>(provider => provider.GetRequiredKeyedService<CommandHook>(name));
            services.AddSingleton<IConfigureOptions<CommandHookOptions>>(provider => new ConfigureNamedOptions<CommandHookOptions>(
                name, options => provider.GetService<IConfiguration>()?.GetSection($"StackKit:Deploy:CommandHooks:{name}").Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true)));
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CommandHookOptions>, CommandOptionsValidator>());
        services.AddOptions<CommandHookOptions>(name).Configure(configure).ValidateOnStart();
        return builder;
    }

    private static bool TryAdd<T>(IServiceCollection services, string name, Func<IServiceProvider, string, T> create)
        where T : class
    {
        bool isNew = !services.Any(d => d.IsKeyedService && d.ServiceType == typeof(T) && name.Equals(d.ServiceKey));
        if (isNew)
        {
            services.AddKeyedSingleton(name, (provider, _) => create(provider, name));
        }

        return isNew;
    }
}
