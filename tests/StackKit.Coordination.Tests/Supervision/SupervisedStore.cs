using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StackKit.Testing;

namespace StackKit.Coordination.Tests.Supervision;

/// <summary>A supervisor over an in-memory store that can be made to fail, on a fake clock.</summary>
internal sealed class SupervisedStore : IAsyncDisposable
{
    private readonly bool _ownsEngine = true;

    public SupervisedStore()
        : this(new CoordinationOptions { PublishInterval = TimeSpan.Zero })
    {
    }

    public SupervisedStore(CoordinationOptions options)
    {
        Engine = new InMemoryEngine(Time);
        Faults = new FaultyEngine(Engine, Time);
        Supervisor = new CoordinationSupervisor(Faults, options, Time, NullLogger<CoordinationSupervisor>.Instance);
    }

    /// <summary>Another process with the same store, clock and faults of its own.</summary>
    public SupervisedStore(SupervisedStore shared)
    {
        _ownsEngine = false;
        Time = shared.Time;
        Engine = shared.Engine;
        Faults = new FaultyEngine(Engine, Time);
        Supervisor = new CoordinationSupervisor(Faults, Time, NullLogger<CoordinationSupervisor>.Instance);
    }

    public FakeTimeProvider Time { get; } = new();

    public InMemoryEngine Engine { get; }

    public FaultyEngine Faults { get; }

    public CoordinationSupervisor Supervisor { get; }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Puts past the supervisor and its faults, as another process would.</summary>
    public async Task<long> PutAsync(string key, string value) =>
        (await Engine.CommitAsync(Transaction.Create().Put(key, Bytes(value)), CancellationToken.None)).Revision;

    /// <summary>Waits until a view says what is expected, while time passes.</summary>
    public async Task<StoreSnapshot> ShowsAsync(StoreView view, Func<StoreSnapshot, bool> expected)
    {
        StoreSnapshot? shown = null;
        await Condition.HoldsAsync(
            () =>
            {
                StoreSnapshot current = view.Current;
                shown = expected(current) ? current : null;
                return shown is not null;
            },
            Time,
            TimeSpan.FromMilliseconds(20));
        return shown!;
    }

    public Task<StoreSnapshot> IsLiveAsync(StoreView view) => ShowsAsync(view, static snapshot => snapshot.Health == StoreHealth.Live);

    public async ValueTask DisposeAsync()
    {
        await Supervisor.DisposeAsync();
        if (_ownsEngine)
        {
            await Faults.DisposeAsync();
        }
    }
}
