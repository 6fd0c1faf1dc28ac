namespace StackKit.Benchmarks.Harness;

/// <summary>One or two threads that run a candidate at the same time, again and again.</summary>
internal sealed class ThreadGang : IDisposable
{
    private readonly int _operations;
    private readonly Barrier _start;
    private readonly Barrier _end;
    private readonly Thread[] _others;
    private Candidate? _candidate;

    public ThreadGang(int threads, int operations)
    {
        _operations = operations;
        _start = new Barrier(threads);
        _end = new Barrier(threads);
        _others = [.. Enumerable.Range(1, threads - 1).Select(_ => new Thread(Follow))];
        Array.ForEach(_others, thread => thread.Start());
    }

    /// <summary>Runs a candidate on all threads and waits for the last.</summary>
    public void Run(Candidate candidate)
    {
        _candidate = candidate;
        _start.SignalAndWait();
        candidate.Run(_operations);
        _end.SignalAndWait();
    }

    public void Dispose()
    {
        _candidate = null;
        _start.SignalAndWait();
        Array.ForEach(_others, thread => thread.Join());
        _start.Dispose();
        _end.Dispose();
    }

    private void Follow()
    {
        _start.SignalAndWait();
        while (_candidate is { } candidate)
        {
            candidate.Run(_operations);
            _end.SignalAndWait();
            _start.SignalAndWait();
        }
    }
}
