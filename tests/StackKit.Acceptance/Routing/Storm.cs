using System.Diagnostics;
using System.Runtime.CompilerServices;
using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>Updates as fast as they go, of split and pools in turns, while others read.</summary>
internal sealed class Storm
{
    private const int Readers = 2;
    private const int Endpoints = 10;
    private const int SampledEvery = 500;

    private static readonly SplitMode[] s_modes = [SplitMode.Exact, SplitMode.Random, SplitMode.Sticky];

    private readonly Router _router = new("storm");
    private readonly List<WeakReference> _samples = [];
    private readonly List<object>? _kept;
    private long _update;

    /// <summary>Creates a storm.</summary>
    /// <param name="leaks">Whether somebody keeps what was sampled: a control.</param>
    public Storm(bool leaks)
    {
        _kept = leaks ? [] : null;
        _router.Apply(CreateSplit(), CreatePools());
    }

    /// <summary>Gets the readers of the last run.</summary>
    public StormReader[] LastReaders { get; private set; } = [];

    public int Samples => _samples.Count;

    /// <summary>Updates so often.</summary>
    /// <returns>How long it took.</returns>
    public TimeSpan Run(int updates, CancellationToken cancellationToken)
    {
        bool isOver = false;
        LastReaders = [.. Enumerable.Range(0, Readers).Select(_ => new StormReader(_router))];
        Thread[] threads = [.. LastReaders.Select(reader => new Thread(() => reader.Read(() => Volatile.Read(ref isOver))) { IsBackground = true })];
        Array.ForEach(threads, thread => thread.Start());
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < updates && !cancellationToken.IsCancellationRequested; i++)
        {
            Update();
            if (_update % SampledEvery < 2)
            {
                Sample();
            }
        }

        TimeSpan took = Stopwatch.GetElapsedTime(started);
        Volatile.Write(ref isOver, true);
        Array.ForEach(threads, thread => thread.Join());
        return took;
    }

    /// <summary>Counts the samples of old snapshots that are still there.</summary>
    public int CountAlive()
    {
        Update();
        Update(); // both split and pools: what was sampled last is old now
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        int alive = _samples.Count(sample => sample.IsAlive);
        GC.KeepAlive(_kept);
        GC.KeepAlive(_router);
        return alive;
    }

    private void Update()
    {
        _update++;
        if (_update % 2 == 0)
        {
            _router.SetPools(CreatePools());
        }
        else
        {
            _router.SetSplit(CreateSplit());
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Sample()
    {
        RouteDecision decision = _router.Pick();
        object[] samples = [decision.Endpoint!, decision.Destination!, _router.Pools, _router.Split!];
        _samples.AddRange(samples.Select(sample => new WeakReference(sample)));
        _kept?.AddRange(samples);
    }

    private Split CreateSplit() => new() { Mode = s_modes[_update % s_modes.Length], Salt = "salt", Arms = [new Arm("1", 1 + (_update % 9)), new Arm("2", 5)] };

    private Pool[] CreatePools() => [CreatePool("1"), CreatePool("2")];

    // Each time the oldest endpoint goes and a new one comes.
    private Pool CreatePool(string version) =>
        new(version, [.. Enumerable.Range(0, Endpoints).Select(i => _update + i).Select(number => new Endpoint($"{version}-{number}", "http://10.0.0.1/") { Weight = 1 + (number % 7) })]);
}
