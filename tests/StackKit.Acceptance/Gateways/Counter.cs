using System.Globalization;
using System.Text;
using StackKit.Coordination;

namespace StackKit.Acceptance.Gateways;

/// <summary>Counts one number of the store up together with others.</summary>
internal static class Counter
{
    /// <summary>Counts up so many times.</summary>
    /// <returns>The values that were this caller's own.</returns>
    public static async Task<IReadOnlyList<long>> CountAsync(CoordinationSupervisor store, string key, int times, CancellationToken cancellationToken)
    {
        List<long> own = [];
        string prefix = key[..(key.LastIndexOf('/') + 1)];
        while (own.Count < times)
        {
            Listing listing = await store.ListAsync(prefix, cancellationToken);
            Entry? entry = listing.Entries.FirstOrDefault(e => e.Key == key);
            long next = entry is null ? 1 : long.Parse(Encoding.UTF8.GetString(entry.Value.Span), CultureInfo.InvariantCulture) + 1;
            Transaction transaction = entry is null ? Transaction.Create().ExpectAbsent(key) : Transaction.Create().ExpectRevision(key, entry.Revision);
            CommitResult result = await store.CommitAsync(transaction.Put(key, Encoding.UTF8.GetBytes(next.ToString(CultureInfo.InvariantCulture))), cancellationToken);
            if (result.IsCommitted)
            {
                own.Add(next);
            }
        }

        return own;
    }
}
