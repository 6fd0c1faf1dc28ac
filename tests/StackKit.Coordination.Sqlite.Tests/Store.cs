using System.Text;

namespace StackKit.Coordination.Sqlite.Tests;

/// <summary>Short forms of the calls that tests make all the time.</summary>
internal static class Store
{
    public static Transaction Put(string key, string value) => Transaction.Create().Put(key, Encoding.UTF8.GetBytes(value));

    public static Transaction Put(string key, string value, ILease lease) => Transaction.Create().Put(key, Encoding.UTF8.GetBytes(value), lease);

    public static Task<CommitResult> CommitAsync(this ICoordinationEngine engine, Transaction transaction) =>
        engine.CommitAsync(transaction, CancellationToken.None).AsTask();

    /// <summary>Commits what must succeed.</summary>
    public static async Task<long> ApplyAsync(this ICoordinationEngine engine, Transaction transaction)
    {
        CommitResult result = await engine.CommitAsync(transaction);
        Assert.Equal(CommitOutcome.Committed, result.Outcome);
        return result.Revision;
    }

    public static Task<Listing> ListAsync(this ICoordinationEngine engine) => engine.ListAsync(string.Empty, CancellationToken.None).AsTask();

    /// <summary>Lists everything as <c>key=value</c>.</summary>
    public static async Task<string> TellAsync(this ICoordinationEngine engine) =>
        string.Join(' ', (await engine.ListAsync()).Entries.Select(static entry => $"{entry.Key}={Text(entry)}"));

    public static Task<ILease> LeaseAsync(this ICoordinationEngine engine, TimeSpan ttl) => engine.AcquireLeaseAsync(ttl, CancellationToken.None).AsTask();

    public static string Text(Entry entry) => Encoding.UTF8.GetString(entry.Value.Span);
}
