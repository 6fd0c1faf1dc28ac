using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackKit.Coordination;
using StackKit.Deploy;

namespace StackKit.Acceptance.Api;

/// <summary>An application with the management API on a port of its own, and a real rollout loop behind it. Its service is called <c>shop</c>, and version 1 serves.</summary>
internal sealed class ApiWorld : IAsyncDisposable
{
    public const string Policy = "operators";

    private readonly WebApplication _app;

    private ApiWorld(WebApplication app)
    {
        _app = app;
        Rollouts = app.Services.GetRequiredService<Rollouts>();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri(Address, "/stackkit/deploy/"), Timeout = TimeSpan.FromMinutes(1) };
    }

    public Rollouts Rollouts { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static Task<ApiWorld> StartAsync() => StartAsync(static _ => { });

    public static async Task<ApiWorld> StartAsync(Action<ApiSettings> configure)
    {
        ApiSettings settings = new();
        configure(settings);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = settings.Environment });
        builder.Configuration.AddInMemoryCollection(settings.Configuration);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.None));
        builder.Services.AddRoutingCore();
        builder.Services.AddAuthentication(ApiUsers.SchemeName).AddScheme<AuthenticationSchemeOptions, ApiUsers>(ApiUsers.SchemeName, static _ => { });
        builder.Services.AddAuthorizationBuilder().AddPolicy(Policy, static policy => policy.RequireAuthenticatedUser());
        settings.Services(builder.Services);
        builder.Services.AddStackKit().AddDeploy(deploy => deploy.Service("shop", service =>
        {
            service.StableVersion = "1";
            service.BakeTime = TimeSpan.Zero;
            service.DrainTimeout = TimeSpan.FromSeconds(5);
            settings.Service(service);
        }));
        WebApplication app = builder.Build();
        app.UseRouting();
        settings.Before(app);
        app.UseAuthentication();
        app.UseAuthorization();
        settings.Map(app);
        await app.StartAsync();
        return new ApiWorld(app);
    }

    /// <summary>A plan that waits at a gate, so that the rollout stays where it is.</summary>
    public static void WaitAtGate(ServiceOptions service)
    {
        service.BakeTime = TimeSpan.FromMinutes(5);
        service.Canary.Steps.AddRange([new StepOptions { Weight = 10 }, new StepOptions { Gate = new GateOptions { Name = "go" } }]);
    }

    /// <summary>Starts a release and waits until it stands at its gate.</summary>
    public async Task<string> StartToGateAsync(string version, CancellationToken cancellationToken)
    {
        string id = await Rollouts.StartAsync("shop", version, "ana", "release", cancellationToken);
        await WaitUntilAsync(id, static s => s.StepPhase == StepPhase.GateWaiting, cancellationToken);
        return id;
    }

    public async Task<RolloutState> WaitUntilAsync(string rolloutId, Func<RolloutState, bool> wanted, CancellationToken cancellationToken)
    {
        await foreach (RolloutStatus status in Rollouts.WatchAsync("shop", cancellationToken))
        {
            if (status.State.Rollout.Id == rolloutId && (wanted(status.State) || status.State.IsTerminal))
            {
                return status.State;
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    public Task<ApiAnswer> GetAsync(string path, string? user) => SendAsync(HttpMethod.Get, path, null, user);

    public Task<ApiAnswer> PostAsync(string path, string? json, string? user) => SendAsync(HttpMethod.Post, path, json, user);

    /// <summary>Sends a request below the prefix of the API, as somebody or as nobody.</summary>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? json, string? user, Action<HttpRequestMessage>? configure = null)
    {
        using HttpRequestMessage request = new(method, path);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        if (user is not null)
        {
            request.Headers.Add(ApiUsers.NameHeader, user);
        }

        configure?.Invoke(request);
        using HttpResponseMessage response = await Client.SendAsync(request);
        return new ApiAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), response.Headers.Location?.ToString(), response.Headers.RetryAfter?.ToString());
    }

    /// <summary>Gets a fingerprint of everything that the store knows of the service but for what moves by itself.</summary>
    public async Task<string> FingerprintAsync(CancellationToken cancellationToken)
    {
        CoordinationSupervisor store = Services.GetRequiredService<CoordinationSupervisor>();
        StringBuilder all = new();
        foreach (string part in new[] { "state", "commands", "answers", "rollouts", "routing" })
        {
            Listing listing = await store.ListAsync($"deploy/shop/{part}/", cancellationToken);
            foreach (Entry entry in listing.Entries.Where(static e => !e.Key.EndsWith("/progress", StringComparison.Ordinal)).OrderBy(static e => e.Key, StringComparer.Ordinal))
            {
                all.Append(entry.Key).Append('@').Append(entry.Revision).Append('\n');
            }
        }

        return all.ToString();
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
