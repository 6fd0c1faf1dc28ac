using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Gateways.Watching;
using StackKit.Coordination;
using StackKit.Deploy;
using StackKit.Deploy.Store;
using StackKit.Routing;

namespace StackKit.Acceptance.Gateways.Child;

/// <summary>What the test asks a gateway, and tells it.</summary>
internal sealed class ControlPort(IServiceProvider services, HeldDataPlane held, RoutedRequests routed, Trap trap)
{
    private static readonly DeployKeys s_keys = new(GatewayServices.Service);

    private readonly CoordinationSupervisor _store = services.GetRequiredService<CoordinationSupervisor>();
    private readonly Router _router = services.GetRequiredService<RouterSet>().GetOrAdd(GatewayServices.Service);
    private readonly Rollouts _rollouts = services.GetRequiredService<Rollouts>();

    public void Map(WebApplication app)
    {
        app.MapGet("/status", () => new GatewayStatus
        {
            Epoch = _router.Split?.Epoch ?? 0,
            Generation = _router.Split?.Generation ?? 0,
            Health = _store.Watch(StoreJson.PrefixOf(s_keys.Routing)).Current.Health.ToString(),
            Routed = routed.Counts,
            LastRouted = routed.Last,
        });
        app.MapGet("/decide", (int count, string? salt) => Results.Text(Decide(count, salt)));
        app.MapPost("/hold", (bool on) => Results.Json(held.Held = on));
        app.MapPost("/trap", (TrapKind kind, int at) => trap.Arm(kind, at));
        app.MapPost("/go-on", trap.GoOn);
        app.MapPost("/start", (string version) => _rollouts.StartAsync(GatewayServices.Service, version, "ana", null).AsTask());
        app.MapPost("/adopt", async () => (await _rollouts.AdoptAsync("ana", "the disk was replaced")).Restored);
        app.MapPost("/count", (string key, int times) => Counter.CountAsync(_store, key, times, CancellationToken.None));
        app.MapPost("/stale", TryStaleAsync);
    }

    /// <summary>Decides so many keys without counting them, one letter each.</summary>
    private string Decide(int count, string? salt)
    {
        Router router = _router;
        if (salt is not null)
        {
            router = new Router("control");
            router.SetSplit(_router.Split! with { Salt = salt });
        }

        StringBuilder versions = new(count);
        for (int i = 0; i < count; i++)
        {
            versions.Append(router.Pick($"user-{i}").Version[0]);
        }

        return versions.ToString();
    }

    private async Task<StaleAttempt> TryStaleAsync(long token)
    {
        Transaction put = Transaction.Create().Put($"scratch/stale/{RandomNumberGenerator.GetHexString(8, lowercase: true)}", new byte[1]);
        CommitResult guarded = await _store.CommitAsync(put.ExpectRevision(s_keys.Leader, token));
        CommitResult unguarded = await _store.CommitAsync(put);
        Split older = _router.Split! with { Epoch = token, Generation = _router.Split!.Generation + 1 };
        return new StaleAttempt(guarded.Outcome.ToString(), unguarded.Outcome.ToString(), _router.SetSplit(older), new Router("control").SetSplit(older));
    }
}
