using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace StackKit.Coordination.Tests;

/// <summary>The code of the package's README.</summary>
public sealed class ReadmeExamples
{
    [Fact]
    public async Task Usage()
    {
        ServiceCollection services = new();
        // <snippet coordination>
        services.AddStackKit().AddInMemoryStore();
        // </snippet>
        await using ServiceProvider provider = services.BuildServiceProvider();
        // <snippet coordination>
        CoordinationSupervisor store = provider.GetRequiredService<CoordinationSupervisor>();
        // </snippet>
        using CancellationTokenSource stop = new(TimeSpan.FromMinutes(1), TimeProvider.System);
        CancellationToken cancellationToken = stop.Token;

        // <snippet coordination>
        // A view is always there, whatever the store does; Health says what it is worth.
        StoreView view = store.Watch("deploy/web/");
        StoreSnapshot snapshot = await view.WaitForChangeAsync(view.Current.Version, cancellationToken);

        // Compare and swap: all or nothing.
        CommitResult result = await store.CommitAsync(
            Transaction.Create().ExpectAbsent("deploy/web/state").Put("deploy/web/state", "v2"u8.ToArray()),
            cancellationToken);
        if (result.Outcome == CommitOutcome.Unknown)
        {
            await store.ListAsync("deploy/web/", cancellationToken); // the answer was lost: look before you act
        }

        // An entry that vanishes with this process.
        await using ILease lease = await store.AcquireLeaseAsync(TimeSpan.FromSeconds(10), cancellationToken);
        await store.CommitAsync(Transaction.Create().Put("deploy/web/routers/one", "alive"u8.ToArray(), lease), cancellationToken);

        // One leader at a time, whose commits are fenced.
        await using LeaderElection election = new(
            store, "deploy/web/leader", "one", TimeSpan.FromSeconds(10), TimeProvider.System, NullLogger<LeaderElection>.Instance);
        await election.RunAsync(
            async (leadership, token) => await store.CommitAsync(leadership.Guard(Transaction.Create().Put("deploy/web/state", "v3"u8.ToArray())), token),
            cancellationToken);
        // </snippet>

        Assert.Equal(StoreHealth.Live, snapshot.Health);
        Listing listing = await store.ListAsync("deploy/web/", cancellationToken);
        Assert.Equal(
            ["deploy/web/routers/one=alive", "deploy/web/state=v3"],
            listing.Entries.Select(static entry => $"{entry.Key}={Encoding.UTF8.GetString(entry.Value.Span)}"),
            StringComparer.Ordinal);
    }
}
