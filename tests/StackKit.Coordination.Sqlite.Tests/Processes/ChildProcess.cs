using System.Diagnostics;
using System.Text;

namespace StackKit.Coordination.Sqlite.Tests.Processes;

/// <summary>This assembly in a process of its own, with one engine on one file.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChildProcess(string path)
    {
        ProcessStartInfo start = new("dotnet", [typeof(ChildProcess).Assembly.Location, path])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.Start();
        _process.BeginErrorReadLine();
        _process.StandardInput.AutoFlush = true;
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Gets what the process has said so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Gets the numbers that it acknowledged.</summary>
    public IReadOnlyList<long> Acknowledged =>
        [.. Lines.Where(static line => line.StartsWith("acknowledged ", StringComparison.Ordinal)).Select(static line => long.Parse(line["acknowledged ".Length..]))];

    public Task TellAsync(string command) => _process.StandardInput.WriteLineAsync(command);

    /// <summary>Waits until the process has said something, or says why it will not.</summary>
    public async Task<string> HearAsync(Func<string, bool> isIt, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_lines.Find(line => isIt(line)) is { } found)
                {
                    return found;
                }

                more = _more.Task;
            }

            Assert.False(_reading.IsCompleted, $"The process ended: {string.Join('\n', Lines)}\n{_errors}");
            await Task.WhenAny(more, _reading).WaitAsync(cancellationToken);
        }
    }

    /// <summary>Kills the process as <c>kill -9</c> does, and waits for the last of what it had said.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
        await _reading.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            TaskCompletionSource more;
            lock (_lock)
            {
                _lines.Add(line);
                more = _more;
                _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            more.SetResult();
        }
    }
}
