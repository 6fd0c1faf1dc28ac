using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StackKit.Deploy.Processes.Journal;
using StackKit.Deploy.Processes.Launching;

namespace StackKit.Deploy.Processes.Commands;

/// <summary>Runs a command once for each key, also across a crash of this process: what it wrote and how it ended is in files.</summary>
internal sealed class CommandRunner(string folder, string root, TimeProvider timeProvider)
{
    private const int KeptOperations = 500;
    private const int MaximumOutput = 1024 * 1024;
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(25);

    private readonly KeyedGate _gates = new();

    /// <summary>Runs a command whose answer is not remembered.</summary>
    public async Task<CommandResult> AskAsync(CommandOptions options, Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        string place = Path.Combine(folder, $"ask-{Guid.NewGuid():N}");
        try
        {
            return await CarryOutAsync(place, options, variables, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            DeleteIfThere(place);
        }
    }

    /// <summary>Runs a command, waits for one that an earlier attempt started, or gets the result of one that has ended.</summary>
    public async Task<CommandResult> RunAsync(string key, bool keepFailure, CommandOptions options, Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        // Keys hold slashes and whatever an operator called a version: their hash is a name for a folder.
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32];
        string place = Path.Combine(folder, name);
        using IDisposable gate = await _gates.EnterAsync(name, cancellationToken).ConfigureAwait(false);
        if (LastAttempt(place) is LaunchFiles files)
        {
            using RunningProcess? running = ProcessLauncher.FindStarted(files.Start, abandon: true);
            CommandResult? known = running is null ? ReadResult(files) : await WatchAsync(running, files, options, cancellationToken).ConfigureAwait(false);
            if (known is not null && (known.ExitCode == 0 || keepFailure || running is not null))
            {
                return known;
            }
        }

        CommandResult result = await CarryOutAsync(place, options, variables, cancellationToken).ConfigureAwait(false);
        Prune();
        return result;
    }

    private async Task<CommandResult> CarryOutAsync(string place, CommandOptions options, Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Commands need a shell of POSIX; on Windows write a DelegateTarget or a DelegateHook.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        DeleteIfThere(place);
        string attempt = Path.Combine(place, Guid.NewGuid().ToString("N"));
        DurableFile.CreateFolder(attempt);
        LaunchFiles files = FilesIn(attempt);
        using RunningProcess process = ProcessLauncher.Start(LaunchPlan.For(options, variables, root), files);
        return await WatchAsync(process, files, options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CommandResult> WatchAsync(RunningProcess process, LaunchFiles files, CommandOptions options, CancellationToken cancellationToken)
    {
        long begun = timeProvider.GetTimestamp();
        try
        {
            while (process.IsAlive)
            {
                if (timeProvider.GetElapsedTime(begun) >= options.Timeout)
                {
                    throw new ProcessFailedException($"The command did not end within {options.Timeout}, so it was stopped. It wrote:\n{Detail(files)}");
                }

                if (SizeOf(files.Output) + SizeOf(files.Errors) > MaximumOutput)
                {
                    throw new ProcessFailedException($"The command wrote more than 1 MiB, so it was stopped. It wrote:\n{Detail(files)}");
                }

                await Task.Delay(s_pollInterval, timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            await process.StopAsync(options.StopTimeout, timeProvider, CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        return ReadResult(files) ?? throw new ProcessFailedException($"The command was killed. It wrote:\n{Detail(files)}", await process.ReadExitCodeAsync(timeProvider).ConfigureAwait(false));
    }

    private static CommandResult? ReadResult(LaunchFiles files) =>
        File.Exists(files.Result) && int.TryParse(File.ReadAllText(files.Result), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int code)
            ? new CommandResult(code, LogTail.Read(files.Output, MaximumOutput), LogTail.Read(files.Errors))
            : null;

    private static string Detail(LaunchFiles files) => new CommandResult(0, LogTail.Read(files.Output), LogTail.Read(files.Errors)).Detail;

    private static LaunchFiles FilesIn(string place) =>
        new(Path.Combine(place, "start"), Path.Combine(place, "stdout.log"), Path.Combine(place, "stderr.log"), Path.Combine(place, "exit"));

    // Each attempt has a folder of its own, so that a process of one that was given up cannot be taken for the next one's.
    private static LaunchFiles? LastAttempt(string place) =>
        Directory.Exists(place) && Directory.EnumerateDirectories(place).FirstOrDefault() is string attempt ? FilesIn(attempt) : null;

    private static void DeleteIfThere(string place)
    {
        if (Directory.Exists(place))
        {
            Directory.Delete(place, recursive: true);
        }
    }

    private static long SizeOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    // Only what has ended goes: a command that runs has no exit code yet.
    private void Prune()
    {
        foreach (DirectoryInfo old in new DirectoryInfo(folder).EnumerateDirectories()
            .OrderByDescending(d => d.LastWriteTimeUtc)
            .Skip(KeptOperations)
            .Where(d => LastAttempt(d.FullName) is { Result: string result } && File.Exists(result) && !_gates.IsHeld(d.Name))
            .ToArray())
        {
            DeleteIfThere(old.FullName);
        }
    }
}
