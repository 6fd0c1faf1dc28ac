using System.Globalization;
using System.Text;
using StackKit.Coordination;

namespace StackKit.Testing;

/// <summary>An opened engine and the words that the statements are written in.</summary>
internal sealed class EngineScene(EngineFixture fixture, ICoordinationEngine engine, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public EngineFixture Fixture { get; } = fixture;

    public ICoordinationEngine Engine { get; } = engine;

    public CancellationToken Token { get; } = cancellationToken;

    /// <summary>Gets a time to live that every engine grants and that a slow machine can work with.</summary>
    public TimeSpan Ttl { get; } = engine.Description.MinimumTtl > TimeSpan.FromSeconds(2) ? engine.Description.MinimumTtl : TimeSpan.FromSeconds(2);

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static ReadOnlyMemory<byte> Bytes(long number) => Bytes(number.ToString(CultureInfo.InvariantCulture));

    public static long Number(Entry? entry) => entry is null ? 0 : long.Parse(Encoding.UTF8.GetString(entry.Value.Span), CultureInfo.InvariantCulture);

    public static void Require(bool condition, FormattableString otherwise)
    {
        if (!condition)
        {
            throw new ConformanceException(FormattableString.Invariant(otherwise));
        }
    }

    public static async Task RequireThrowsAsync<TException>(Func<Task> call, string what)
        where TException : Exception
    {
        try
        {
            await call().ConfigureAwait(false);
        }
        catch (TException)
        {
            return;
        }
        catch (Exception exception)
        {
            throw new ConformanceException($"{what} threw {exception.GetType().Name} instead of {typeof(TException).Name}: {exception.Message}", exception);
        }

        throw new ConformanceException($"{what} did not throw {typeof(TException).Name}.");
    }

    public async Task<CommitResult> CommitAsync(Transaction transaction) => await Engine.CommitAsync(transaction, Token).ConfigureAwait(false);

    /// <summary>Commits what must succeed and returns its revision.</summary>
    public async Task<long> ApplyAsync(Transaction transaction)
    {
        CommitResult result = await CommitAsync(transaction).ConfigureAwait(false);
        Require(result.IsCommitted, $"A commit without a reason to fail answered {result.Outcome}.");
        return result.Revision;
    }

    public Task<long> PutAsync(string key, string value) => ApplyAsync(Transaction.Create().Put(key, Bytes(value)));

    public async Task<Listing> ListAsync(string prefix) => await Engine.ListAsync(prefix, Token).ConfigureAwait(false);

    public async Task<Entry?> GetAsync(string key)
    {
        Listing listing = await ListAsync(string.Empty).ConfigureAwait(false);
        return listing.Entries.SingleOrDefault(entry => entry.Key == key);
    }

    public async Task<ILease> LeaseAsync(TimeSpan ttl) => await Engine.AcquireLeaseAsync(ttl, Token).ConfigureAwait(false);

    public FollowProbe Follow(string prefix, Cursor cursor) => new(Engine, prefix, cursor);

    public async Task AdvanceAsync(TimeSpan time) => await Fixture.AdvanceAsync(time, Token).ConfigureAwait(false);

    /// <summary>Lets time pass in small steps until a condition holds.</summary>
    public async Task EventuallyAsync(Func<Task<bool>> condition, FormattableString otherwise)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!await condition().ConfigureAwait(false))
        {
            Require(TimeProvider.System.GetElapsedTime(started) < Patience, otherwise);
            await AdvanceAsync(TimeSpan.FromMilliseconds(20)).ConfigureAwait(false);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Token).ConfigureAwait(false);
        }
    }

    public Task EventuallyAsync(Func<bool> condition, FormattableString otherwise) => EventuallyAsync(() => Task.FromResult(condition()), otherwise);
}
