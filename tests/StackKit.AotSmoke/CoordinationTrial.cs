using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StackKit.Coordination;

namespace StackKit.AotSmoke;

/// <summary>Commits, conflicts, follows, leases and leads on one engine.</summary>
internal static class CoordinationTrial
{
    public static Task RunInMemoryAsync(Report report, CancellationToken cancellationToken) =>
        RunAsync(report, "in-memory", static builder => builder.AddInMemoryStore(), cancellationToken);

    public static async Task RunInFileAsync(Report report, CancellationToken cancellationToken)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("stackkit-aot-");
        try
        {
            await RunAsync(report, "sqlite", builder => builder.AddSqliteStore(options => options.Path = Path.Combine(folder.FullName, "store.db")), cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task RunAsync(Report report, string engine, Action<IStackKitBuilder> add, CancellationToken cancellationToken)
    {
        ServiceCollection services = [];
        add(services.AddStackKit());
        await using ServiceProvider provider = services.BuildServiceProvider();
        CoordinationSupervisor store = provider.GetRequiredService<CoordinationSupervisor>();
        StoreView view = store.Watch("aot/");

        CommitResult first = await store.CommitAsync(Create(), cancellationToken);
        CommitResult second = await store.CommitAsync(Create(), cancellationToken);
        report.Expect($"coordination.{engine}.first", nameof(CommitOutcome.Committed), first.Outcome.ToString());
        report.Expect($"coordination.{engine}.second", nameof(CommitOutcome.Conflict), second.Outcome.ToString());

        StoreSnapshot snapshot = view.Current;
        while (!snapshot.Entries.ContainsKey("aot/state"))
        {
            snapshot = await view.WaitForChangeAsync(snapshot.Version, cancellationToken);
        }

        report.Expect($"coordination.{engine}.view", nameof(StoreHealth.Live), snapshot.Health.ToString());

        await using LeaderElection election = new(store, "aot/leader", "one", TimeSpan.FromSeconds(10), TimeProvider.System, NullLogger<LeaderElection>.Instance);
        CommitOutcome fenced = CommitOutcome.Unknown;
        await election.RunAsync(
            async (leadership, token) => fenced = (await store.CommitAsync(leadership.Guard(Transaction.Create().Put("aot/state", "v2"u8.ToArray())), token)).Outcome,
            cancellationToken);
        report.Expect($"coordination.{engine}.fenced", nameof(CommitOutcome.Committed), fenced.ToString());
    }

    private static Transaction Create() => Transaction.Create().ExpectAbsent("aot/state").Put("aot/state", "v1"u8.ToArray());
}
