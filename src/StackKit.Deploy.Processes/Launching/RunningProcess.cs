using System.ComponentModel;
using System.Diagnostics;

namespace StackKit.Deploy.Processes.Launching;

/// <summary>A process, started here or found again.</summary>
internal sealed class RunningProcess(int id, string? mark, Process? child) : IDisposable
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan s_killTimeout = TimeSpan.FromSeconds(10);

    public int Id => id;

    public string? Mark => mark;

    /// <summary>Gets a value indicating whether it runs. Another process that got its id is not it.</summary>
    public bool IsAlive => mark is not null && ProcessMark.Of(id) == mark;

    /// <summary>Gets how a process that has ended did so; null when it was not started here, or nobody can say.</summary>
    public async Task<int?> ReadExitCodeAsync(TimeProvider timeProvider)
    {
        if (child is null)
        {
            return null;
        }

        // It is seen to have ended a moment before the runtime has collected how.
        using CancellationTokenSource timeout = new(s_killTimeout, timeProvider);
        try
        {
            await child.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
            return child.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Whether it has.</returns>
    public async Task<bool> WaitForExitAsync(TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        long begun = timeProvider.GetTimestamp();
        while (IsAlive)
        {
            if (timeProvider.GetElapsedTime(begun) >= timeout)
            {
                return false;
            }

            await Task.Delay(s_pollInterval, timeProvider, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Asks it to end, and after a while ends it with everything that it has started.</summary>
    /// <exception cref="ProcessFailedException">It runs all the same.</exception>
    public async Task StopAsync(TimeSpan patience, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        if (!IsAlive)
        {
            return;
        }

        bool leads = !OperatingSystem.IsWindows() && UnixSignals.LeadsGroup(id);
        AskToEnd();
        try
        {
            await WaitForExitAsync(patience, timeProvider, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            KillTree();
            if (leads && !OperatingSystem.IsWindows())
            {
                UnixSignals.KillGroup(id); // what it left behind; no other process can have the id while the group has a member
            }
        }

        if (!await WaitForExitAsync(s_killTimeout, timeProvider, CancellationToken.None).ConfigureAwait(false))
        {
            throw new ProcessFailedException(FormattableString.Invariant($"Process {id} was killed and has not ended."));
        }
    }

    public void Dispose() => child?.Dispose();

    private void AskToEnd()
    {
        if (OperatingSystem.IsWindows())
        {
            WithProcess(static process => process.CloseMainWindow());
        }
        else if (IsAlive)
        {
            UnixSignals.SendTerminate(id);
        }
    }

    private void KillTree() => WithProcess(static process => process.Kill(entireProcessTree: true));

    private void WithProcess(Action<Process> action)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            if (IsAlive)
            {
                action(process);
            }
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended meanwhile, or a part of its tree did; whether it has is asked afterwards.
        }
    }
}
