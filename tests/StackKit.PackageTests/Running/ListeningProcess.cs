using System.Diagnostics;
using System.Text;

namespace StackKit.PackageTests.Running;

/// <summary>A web application in a process of its own, on a free port of the loopback address; killed at the end.</summary>
internal sealed class ListeningProcess : IDisposable
{
    private const string Announcement = "Now listening on: ";

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ListeningProcess(Process process) => _process = process;

    /// <summary>Gets what the process printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts the program.</summary>
    /// <returns>The process, and where it listens.</returns>
    public static async Task<(ListeningProcess Process, Uri Address)> StartAsync(string program, string folder, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = CommandLine.Describe("dotnet", folder, new Dictionary<string, string>(StringComparer.Ordinal), program, "--urls", "http://127.0.0.1:0");
        ListeningProcess listening = new(new Process { StartInfo = start, EnableRaisingEvents = true });
        try
        {
            return (listening, await listening.RunAsync(cancellationToken));
        }
        catch
        {
            listening.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        catch (InvalidOperationException)
        {
            // It has ended, or never began.
        }

        _process.Dispose();
    }

    private async Task<Uri> RunAsync(CancellationToken cancellationToken)
    {
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The application ended.\n{Output}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        return await _address.Task.WaitAsync(cancellationToken);
    }

    private void Read(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        int at = line?.IndexOf(Announcement, StringComparison.Ordinal) ?? -1;
        if (at >= 0)
        {
            _address.TrySetResult(new Uri(line![(at + Announcement.Length)..].Trim()));
        }
    }
}
