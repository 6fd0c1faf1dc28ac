using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using StackKit.Coordination;
using StackKit.Deploy.AspNetCore.Bodies;
using StackKit.Deploy.AspNetCore.Problems;
using StackKit.Deploy.AspNetCore.Views;

namespace StackKit.Deploy.AspNetCore;

/// <summary>What the endpoints have in common. Nothing of the application is touched before the first request.</summary>
internal sealed class DeployApi(IServiceProvider services, DeployApiOptions options)
{
    public const string Section = "StackKit:Deploy:Api";

    public DeployApiOptions Options { get; } = options;

    public Rollouts Rollouts => field ??= services.GetRequiredService<Rollouts>();

    public TimeProvider TimeProvider => field ??= services.GetRequiredService<TimeProvider>();

    /// <summary>Gets the name of a service back.</summary>
    /// <exception cref="ProblemException">There is none of that name.</exception>
    public string RequireService(string service) =>
        Rollouts.Services.Contains(Names.Require("service", service), StringComparer.Ordinal) ? service : throw new ProblemException(Refusals.UnknownService);

    /// <summary>Finds a rollout.</summary>
    /// <exception cref="ProblemException">There is none of that id.</exception>
    public async Task<RolloutStatus> FindAsync(string service, string id, CancellationToken cancellationToken) =>
        await Rollouts.FindAsync(RequireService(service), Names.Require("id", id), cancellationToken).ConfigureAwait(false) ?? throw new ProblemException(Refusals.UnknownRollout);

    /// <summary>Gets how the current rollout stands, as it was last known where the store does not answer; null when there is none.</summary>
    public async Task<RolloutStatus?> GetOrRememberAsync(string service, CancellationToken cancellationToken)
    {
        try
        {
            return await Rollouts.GetAsync(service, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is StoreUnavailableException or StoreRegressedException)
        {
            return await RememberAsync(service).ConfigureAwait(false);
        }
    }

    public RolloutView View(RolloutState state) => RolloutView.Of(state, Rollouts.GetStoreHealth(state.Rollout.Service));

    public ValueTask<T> ReadBodyAsync<T>(HttpContext context, Func<System.Text.Json.JsonElement, T> read) => RequestBody.ReadAsync(context, TimeProvider, read);

    // What is remembered is there at once, or never: the wait for more has been called off already.
    private async Task<RolloutStatus?> RememberAsync(string service)
    {
        try
        {
            await foreach (RolloutStatus status in Rollouts.WatchAsync(service, new CancellationToken(canceled: true)).ConfigureAwait(false))
            {
                return status;
            }
        }
        catch (OperationCanceledException)
        {
            // nothing is known
        }

        return null;
    }
}
