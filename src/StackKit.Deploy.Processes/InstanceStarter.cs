using Microsoft.Extensions.Logging;
using StackKit.Deploy.Processes.Journal;
using StackKit.Deploy.Processes.Launching;

namespace StackKit.Deploy.Processes;

/// <summary>Starts the process of an instance and waits until it is ready. A process that does not get there is stopped.</summary>
internal sealed partial class InstanceStarter(string root, HealthProbe probe, TimeProvider timeProvider, ILogger logger)
{
    private const int PortAttempts = 5;
    private static readonly TimeSpan s_probeInterval = TimeSpan.FromMilliseconds(50);

    private readonly HashSet<int> _promised = [];

    /// <summary>Starts an instance whose former process, if there was one, has ended.</summary>
    /// <exception cref="ProcessFailedException">It ended, or was not ready in time.</exception>
    public async Task<ProcessRecord> StartAsync(ProcessJournal journal, ProcessRecord record, ProcessServiceOptions settings, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int port = Promise();
            try
            {
                ProcessRecord started = record with { Start = Guid.NewGuid().ToString("N"), Port = port };
                journal.Write(started);
                InstanceFolder folder = journal.FolderOf(record.Id);
                folder.BeginStart(started.Start);
                folder.RotateLogs();
                LaunchFiles files = new(folder.StartOf(started.Start), folder.Output, folder.Errors, null);
                using RunningProcess process = ProcessLauncher.Start(LaunchPlan.For(started, settings, root), files);
                return await AwaitAsync(journal, started, process, settings, cancellationToken).ConfigureAwait(false);
            }
            catch (ProcessFailedException) when (attempt < PortAttempts && LoopbackPorts.IsTaken(port))
            {
                LogPortTaken(record.Id, port);
            }
            finally
            {
                Release(port);
            }
        }
    }

    /// <summary>Waits until a process is ready.</summary>
    /// <exception cref="ProcessFailedException">It ended, or was not ready in time.</exception>
    public async Task<ProcessRecord> AwaitAsync(ProcessJournal journal, ProcessRecord record, RunningProcess process, ProcessServiceOptions settings, CancellationToken cancellationToken)
    {
        try
        {
            ProcessRecord known = record with { ProcessId = process.Id, ProcessMark = process.Mark };
            journal.Write(known);
            await BecomeReadyAsync(known, process, journal.FolderOf(record.Id), settings, cancellationToken).ConfigureAwait(false);
            known = known with { WasReady = true };
            journal.Write(known);
            LogReady(known.Id, known.Version, process.Id, known.Port);
            return known;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && journal.Read(record.Id) is { WasReady: true } now && now.Start == record.Start)
        {
            throw; // another process that shares the journal went on with this start, and has it in use
        }
        catch
        {
            await process.StopAsync(settings.StopTimeout, timeProvider, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task BecomeReadyAsync(ProcessRecord record, RunningProcess process, InstanceFolder folder, ProcessServiceOptions settings, CancellationToken cancellationToken)
    {
        long begun = timeProvider.GetTimestamp();
        for (int ready = 0; ;)
        {
            bool answered = await probe.AskAsync(record.Port, settings.HealthPath, cancellationToken).ConfigureAwait(false);
            if (!process.IsAlive)
            {
                throw Ended(record, await process.ReadExitCodeAsync(timeProvider).ConfigureAwait(false), folder);
            }

            ready = answered ? ready + 1 : 0;
            if (ready >= settings.ReadyCount)
            {
                return;
            }

            if (timeProvider.GetElapsedTime(begun) >= settings.ReadyTimeout)
            {
                throw new ProcessFailedException($"{record.Id} did not answer 2xx on {settings.HealthPath} within {settings.ReadyTimeout}, so it was stopped.{Tail(folder)}");
            }

            await Task.Delay(s_probeInterval, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private static ProcessFailedException Ended(ProcessRecord record, int? code, InstanceFolder folder)
    {
        string how = code is int known ? FormattableString.Invariant($"exit code {known}") : "exit code unknown";
        return new ProcessFailedException($"{record.Id} ended while it was starting ({how}).{Tail(folder)}", code);
    }

    private static string Tail(InstanceFolder folder)
    {
        string tail = LogTail.Read(folder.Errors);
        return tail.Length == 0 ? " It wrote no errors." : $" It wrote:\n{tail}";
    }

    private int Promise()
    {
        lock (_promised)
        {
            int port = LoopbackPorts.Find(_promised);
            _promised.Add(port);
            return port;
        }
    }

    private void Release(int port)
    {
        lock (_promised)
        {
            _promised.Remove(port);
        }
    }

    [LoggerMessage(1500, LogLevel.Information, "{Instance} runs version {Version} as process {ProcessId} on port {Port}.")]
    private partial void LogReady(string instance, string version, int processId, int port);

    [LoggerMessage(1501, LogLevel.Warning, "{Instance} did not get port {Port}: somebody was faster. It is started again on another one.")]
    private partial void LogPortTaken(string instance, int port);
}
