using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StackKit.Coordination;

namespace StackKit.Deploy.Store;

/// <summary>Reads and writes entries of the store as JSON.</summary>
internal static class StoreJson
{
    public static Transaction PutJson<T>(this Transaction transaction, string key, T value, JsonTypeInfo<T> type) =>
        transaction.Put(key, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>Gets the prefix that a key stands under.</summary>
    public static string PrefixOf(string key) => key[..(key.LastIndexOf('/') + 1)];

    /// <summary>Reads the entry of one key, consistently; null when there is none.</summary>
    public static async ValueTask<Entry?> FindAsync(this CoordinationSupervisor store, string key, CancellationToken cancellationToken)
    {
        Listing listing = await store.ListAsync(PrefixOf(key), cancellationToken).ConfigureAwait(false);
        return listing.Entries.FirstOrDefault(e => e.Key == key);
    }

    /// <summary>Reads an entry.</summary>
    /// <exception cref="JsonException">It is not what belongs there.</exception>
    public static T Read<T>(this Entry entry, JsonTypeInfo<T> type) =>
        Parse(entry, type) ?? throw new JsonException($"The entry '{entry.Key}' is null.");

    private static T? Parse<T>(Entry entry, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(entry.Value.Span, type);
        }
        catch (JsonException exception)
        {
            throw new JsonException($"The entry '{entry.Key}' is not what belongs there: {exception.Message}", exception);
        }
    }

    /// <summary>Reads all entries that can be read, in the order of their keys; what others wrote in another form is left out.</summary>
    public static IEnumerable<T> ReadAll<T>(this StoreSnapshot snapshot, JsonTypeInfo<T> type)
    {
        foreach (Entry entry in snapshot.Entries.Values)
        {
            T? value;
            try
            {
                value = JsonSerializer.Deserialize(entry.Value.Span, type);
            }
            catch (JsonException)
            {
                continue;
            }

            if (value is not null)
            {
                yield return value;
            }
        }
    }
}
