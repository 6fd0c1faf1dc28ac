using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackKit.Deploy;
using StackKit.Deploy.AspNetCore;
using StackKit.Deploy.AspNetCore.Access;
using StackKit.Deploy.AspNetCore.Endpoints;
using StackKit.Deploy.AspNetCore.Problems;
using StackKit.Deploy.AspNetCore.Streams;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the management API of StackKit.Deploy.</summary>
public static class StackKitDeployEndpointRouteBuilderExtensions
{
    private const string DefaultPrefix = "/stackkit/deploy";

    /// <summary>Maps the management API under <c>/stackkit/deploy</c>, set up by the section <c>StackKit:Deploy:Api</c> of the configuration.</summary>
    /// <remarks>
    /// It refuses everyone until an authorization policy is chosen, by <c>RequireAuthorization</c> on what is returned or in the section;
    /// in the Development environment, it lets the developer in who asks from the same machine. Nobody gets in whom the application has not authenticated,
    /// and the audit trail names whoever it was. Map it once.
    /// </remarks>
    /// <param name="endpoints">The application.</param>
    /// <returns>All endpoints of the API, to add <c>RequireAuthorization("policy")</c> or rate limits to.</returns>
    /// <exception cref="InvalidOperationException"><c>AddDeploy</c>, or <c>AddAuthorization</c> where the section names a policy, has not been called.</exception>
    /// <exception cref="OptionsValidationException">A setting of the section is wrong.</exception>
    public static IEndpointConventionBuilder MapStackKitDeploy(this IEndpointRouteBuilder endpoints) => MapStackKitDeploy(endpoints, DefaultPrefix);

    /// <summary>Maps the management API under a prefix.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The prefix of all addresses, such as <c>/ops/deploy</c>.</param>
    /// <inheritdoc cref="MapStackKitDeploy(IEndpointRouteBuilder)"/>
    public static IEndpointConventionBuilder MapStackKitDeploy(this IEndpointRouteBuilder endpoints, string prefix) => MapStackKitDeploy(endpoints, prefix, static _ => { });

    /// <summary>Maps the management API under a prefix, with options that are applied after the section of the configuration.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">The prefix of all addresses, such as <c>/ops/deploy</c>.</param>
    /// <param name="configure">Sets the options.</param>
    /// <inheritdoc cref="MapStackKitDeploy(IEndpointRouteBuilder)"/>
    public static IEndpointConventionBuilder MapStackKitDeploy(this IEndpointRouteBuilder endpoints, string prefix, Action<DeployApiOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentException.ThrowIfNullOrWhiteSpace(prefix);
        ArgumentNullException.ThrowIfNull(configure);

        IServiceProvider services = endpoints.ServiceProvider;
        DeployApiOptions options = ReadOptions(services, configure);
        Require<Rollouts>(services, "MapStackKitDeploy needs releases to manage; write builder.Services.AddStackKit().AddDeploy() first.");
        if ((options.Policy ?? options.ReadPolicy) is not null)
        {
            Require<IAuthorizationPolicyProvider>(services, $"{DeployApi.Section} names a policy, but the application has none; write builder.Services.AddAuthorization(…) and add the policy there.");
        }

        DescribeTypes(services);
        return Map(endpoints.MapGroup(prefix), services, options);
    }

    private static RouteGroupBuilder Map(RouteGroupBuilder group, IServiceProvider services, DeployApiOptions options)
    {
        ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("StackKit.Deploy.AspNetCore");
        DeployApi api = new(services, options);
        CancellationToken stopping = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        RolloutReads reads = new(api, new StreamSlots(options.MaxStreams), services.GetRequiredService<IOptionsMonitor<DeployOptions>>(), logger, stopping);

        group.WithTags("StackKit.Deploy");
        group.AddEndpointFilter(new ProblemFilter(logger));
        group.AddEndpointFilter(new AccessFilter(options, services.GetService<IHostEnvironment>(), logger));
        ReadEndpoints.Map(Guard(group, options.ReadPolicy ?? options.Policy), reads);
        ActionEndpoints.Map(Guard(group, options.Policy), reads, new RolloutActions(api, logger));
        return group;
    }

    private static RouteGroupBuilder Guard(RouteGroupBuilder group, string? policy)
    {
        RouteGroupBuilder part = group.MapGroup("");
        return policy is null ? part : part.RequireAuthorization(policy);
    }

    private static DeployApiOptions ReadOptions(IServiceProvider services, Action<DeployApiOptions> configure)
    {
        DeployApiOptions options = new();

        // A misspelt policy would leave the API closed without saying why.
        services.GetService<IConfiguration>()?.GetSection(DeployApi.Section).Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true);
        configure(options);
        ValidateOptionsResult result = new DeployApiOptionsValidator().Validate(null, options);
        return result.Failed ? throw new OptionsValidationException(DeployApi.Section, typeof(DeployApiOptions), result.Failures) : options;
    }

    private static void Require<T>(IServiceProvider services, string otherwise)
    {
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(T)) == false)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    // For OpenAPI documents of applications that are compiled ahead of time; everywhere else the resolvers that come first know the types already.
    private static void DescribeTypes(IServiceProvider services)
    {
        if (services.GetService<IOptions<JsonOptions>>()?.Value.SerializerOptions is { IsReadOnly: false } json && !json.TypeInfoResolverChain.Contains(DeployApiJson.Default))
        {
            json.TypeInfoResolverChain.Add(DeployApiJson.Default);
        }
    }
}
