using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackKit.Deploy;

namespace StackKit.Acceptance.Api;

/// <summary>How the application around the API is made.</summary>
internal sealed class ApiSettings
{
    public string Environment { get; set; } = Environments.Production;

    public Dictionary<string, string?> Configuration { get; } = new(StringComparer.Ordinal);

    public Action<ServiceOptions> Service { get; set; } = static _ => { };

    public Action<IServiceCollection> Services { get; set; } = static _ => { };

    /// <summary>Gets or sets what runs in front of the endpoints.</summary>
    public Action<WebApplication> Before { get; set; } = static _ => { };

    /// <summary>Gets or sets how the API is mapped; by default under a policy that wants somebody who is authenticated.</summary>
    public Action<IEndpointRouteBuilder> Map { get; set; } = static app => app.MapStackKitDeploy().RequireAuthorization(ApiWorld.Policy);
}
