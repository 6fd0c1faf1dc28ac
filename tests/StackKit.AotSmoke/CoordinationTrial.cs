using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StackKit.Coordination;

namespace StackKit.AotSmoke;

/// <summary>Commits, conflicts, follows, leases and leads on the in-memory engine.</summary>
internal static class CoordinationTrial
{
    public static async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        ServiceCollection services = [];
        services.AddStackKit().AddInMemoryStore();
        await using ServiceProvider provider = services.BuildServiceProvider();
        CoordinationSupervisor store = provider.GetRequiredService<CoordinationSupervisor>();
        StoreView view = store.Watch("aot/");

        CommitResult first = await store.CommitAsync(Create(), cancellationToken);
        CommitResult second = await store.CommitAsync(Create(), cancellationToken);
        report.Expect("coordination.first", nameof(CommitOutcome.Committed), first.Outcome.ToString());
        report.Expect("coordination.second", nameof(CommitOutcome.Conflict), second.Outcome.ToString());

        StoreSnapshot snapshot = view.Current;
        while (!snapshot.Entries.ContainsKey("aot/state"))
        {
            snapshot = await view.WaitForChangeAsync(snapshot.Version, cancellationToken);
        }

        report.Expect("coordination.view", nameof(StoreHealth.Live), snapshot.Health.ToString());

        await using LeaderElection election = new(store, "aot/leader", "one", TimeSpan.FromSeconds(10), TimeProvider.System, NullLogger<LeaderElection>.Instance);
        CommitOutcome fenced = CommitOutcome.Unknown;
        await election.RunAsync(
            async (leadership, token) => fenced = (await store.CommitAsync(leadership.Guard(Transaction.Create().Put("aot/state", "v2"u8.ToArray())), token)).Outcome,
            cancellationToken);
        report.Expect("coordination.fenced", nameof(CommitOutcome.Committed), fenced.ToString());
    }

    private static Transaction Create() => Transaction.Create().ExpectAbsent("aot/state").Put("aot/state", "v1"u8.ToArray());
}
