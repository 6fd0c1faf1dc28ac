using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackKit.Deploy.Processes.Journal;
using StackKit.Deploy.Processes.Launching;

namespace StackKit.Deploy.Processes;

/// <summary>Runs the instances of services as processes of this machine that outlive the application.</summary>
internal sealed partial class ProcessTarget : IDeploymentTarget, IDisposable
{
    private readonly ConcurrentDictionary<string, ProcessJournal> _journals = new(StringComparer.Ordinal);
    private readonly KeyedGate _gates = new();
    private readonly HealthProbe _probe = new();
    private readonly IOptionsMonitor<ProcessTargetOptions> _options;
    private readonly InstanceStarter _starter;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly string _root;
    private readonly string _data;

    public ProcessTarget(IOptionsMonitor<ProcessTargetOptions> options, TimeProvider timeProvider, ILogger<ProcessTarget> logger, IHostEnvironment? environment = null)
    {
        string root = environment?.ContentRootPath ?? AppContext.BaseDirectory;
        _root = root;
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        _data = Path.GetFullPath(options.CurrentValue.DataDirectory ?? "stackkit-processes", root);
        _starter = new InstanceStarter(root, _probe, timeProvider, logger);
    }

    public string Name => "processes";

    public TargetShapes Shapes => TargetShapes.Beside | TargetShapes.InPlace;

    public async ValueTask<IReadOnlyList<TargetInstance>> ListInstancesAsync(string service, CancellationToken cancellationToken)
    {
        ProcessServiceOptions settings = SettingsOf(service);
        ProcessJournal journal = JournalOf(service);
        List<Task<TargetInstance>> living = [];
        foreach (ProcessRecord record in journal.ReadAll())
        {
            using RunningProcess? process = ProcessLauncher.Find(record, journal.FolderOf(record.Id), abandon: false);
            if (process is not null)
            {
                living.Add(AskAsync(record, process.Id, settings, cancellationToken));
            }
        }

        return await Task.WhenAll(living).ConfigureAwait(false);
    }

    public async ValueTask<TargetInstance> PrepareAsync(TargetOperation operation, CancellationToken cancellationToken)
    {
        ProcessServiceOptions settings = Check(operation);
        ProcessJournal journal = JournalOf(operation.Service);
        string id = journal.Claim(operation, r => IsGone(journal, r)).Id;
        using IDisposable gate = await _gates.EnterAsync(GateOf(operation.Service, id), cancellationToken).ConfigureAwait(false);
        ProcessRecord record = journal.Read(id) is { } known && known.OperationKey == operation.Key ? known : NewRecord(id, operation);
        try
        {
            using RunningProcess? running = Adopt(journal, record);
            record = running is null
                ? await _starter.StartAsync(journal, record, settings, cancellationToken).ConfigureAwait(false)
                : await _starter.AwaitAsync(journal, record, running, settings, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            using RunningProcess? left = journal.Read(id) is ProcessRecord now ? ProcessLauncher.Find(now, journal.FolderOf(id), abandon: true) : null;
            if (left is null)
            {
                journal.Remove(id);
            }

            throw;
        }

        return ToInstance(record, record.ProcessId, ready: true);
    }

    public ValueTask<TargetInstance> UpgradeAsync(TargetInstance instance, TargetOperation operation, CancellationToken cancellationToken) =>
        ReplaceAsync(instance, operation, keepIfWanted: false, cancellationToken);

    public ValueTask<TargetInstance> RestoreAsync(TargetInstance instance, TargetOperation operation, CancellationToken cancellationToken) =>
        ReplaceAsync(instance, operation, keepIfWanted: true, cancellationToken);

    public async ValueTask RetireAsync(TargetInstance instance, TargetOperation operation, CancellationToken cancellationToken)
    {
        ProcessServiceOptions settings = Check(operation);
        string id = ProcessNames.RequireInstance(instance.Id);
        ProcessJournal journal = JournalOf(operation.Service);
        using IDisposable gate = await _gates.EnterAsync(GateOf(operation.Service, id), cancellationToken).ConfigureAwait(false);
        if (journal.Read(id) is ProcessRecord record)
        {
            await StopAsync(journal, record, settings, cancellationToken).ConfigureAwait(false);
            journal.Remove(id);
        }
    }

    public void Dispose() => _probe.Dispose();

    private async ValueTask<TargetInstance> ReplaceAsync(TargetInstance instance, TargetOperation operation, bool keepIfWanted, CancellationToken cancellationToken)
    {
        ProcessServiceOptions settings = Check(operation);
        string id = ProcessNames.RequireInstance(instance.Id);
        ProcessJournal journal = JournalOf(operation.Service);
        using IDisposable gate = await _gates.EnterAsync(GateOf(operation.Service, id), cancellationToken).ConfigureAwait(false);
        ProcessRecord? record = journal.Read(id);
        if (record is not null && await IsDoneAsync(journal, record, operation, keepIfWanted, settings, cancellationToken).ConfigureAwait(false))
        {
            return ToInstance(record, journal.Read(id)?.ProcessId, ready: true);
        }

        if (record is not null)
        {
            await StopAsync(journal, record, settings, cancellationToken).ConfigureAwait(false);
        }

        record = await _starter.StartAsync(journal, NewRecord(id, operation), settings, cancellationToken).ConfigureAwait(false);
        return ToInstance(record, record.ProcessId, ready: true);
    }

    /// <summary>Says whether an earlier attempt of the same operation, or nobody, has to do anything: the wanted version runs and gets ready.</summary>
    private async Task<bool> IsDoneAsync(ProcessJournal journal, ProcessRecord record, TargetOperation operation, bool keepIfWanted, ProcessServiceOptions settings, CancellationToken cancellationToken)
    {
        bool again = record.OperationKey == operation.Key;
        if (record.Version != operation.Version || !(again || keepIfWanted))
        {
            return false;
        }

        using RunningProcess? running = Adopt(journal, record);
        if (running is null || !(again || await _probe.AskAsync(record.Port, settings.HealthPath, cancellationToken).ConfigureAwait(false)))
        {
            return false;
        }

        await _starter.AwaitAsync(journal, record with { OperationKey = operation.Key }, running, settings, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task StopAsync(ProcessJournal journal, ProcessRecord record, ProcessServiceOptions settings, CancellationToken cancellationToken)
    {
        using RunningProcess? running = ProcessLauncher.Find(record, journal.FolderOf(record.Id), abandon: true);
        if (running is not null)
        {
            await running.StopAsync(settings.StopTimeout, _timeProvider, cancellationToken).ConfigureAwait(false);
            LogStopped(_logger, record.Id, running.Id);
        }
    }

    private RunningProcess? Adopt(ProcessJournal journal, ProcessRecord record)
    {
        RunningProcess? running = ProcessLauncher.Find(record, journal.FolderOf(record.Id), abandon: true);
        if (running is not null)
        {
            LogAdopted(_logger, record.Id, running.Id);
        }

        return running;
    }

    private bool IsGone(ProcessJournal journal, ProcessRecord record)
    {
        if (_gates.IsHeld(GateOf(record.Service, record.Id)))
        {
            return false;
        }

        using RunningProcess? running = ProcessLauncher.Find(record, journal.FolderOf(record.Id), abandon: false);
        return running is null && record.ProcessId is not null;
    }

    private async Task<TargetInstance> AskAsync(ProcessRecord record, int processId, ProcessServiceOptions settings, CancellationToken cancellationToken)
    {
        bool ready = await _probe.AskAsync(record.Port, settings.HealthPath, cancellationToken).ConfigureAwait(false);
        return ToInstance(record, processId, ready);
    }

    private ProcessServiceOptions Check(TargetOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (string.IsNullOrEmpty(operation.Key) || operation.Ordinal < 0)
        {
            throw new ArgumentException("An operation needs a key, and an ordinal from 0.", nameof(operation));
        }

        ProcessNames.Require(operation.Version, "version");
        return SettingsOf(operation.Service);
    }

    private ProcessServiceOptions SettingsOf(string service)
    {
        ProcessNames.Require(service, "service");
        return _options.CurrentValue.Services.GetValueOrDefault(service)
            ?? throw new ArgumentException($"The target '{Name}' does not know the service '{service}'; write StackKit:Deploy:Processes:Services:{service}:FileName.", nameof(service));
    }

    private ProcessJournal JournalOf(string service) => _journals.GetOrAdd(service, static (name, data) => new ProcessJournal(Path.Combine(data, name), name), _data);

    private static string GateOf(string service, string id) => $"{service}/{id}";

    private static ProcessRecord NewRecord(string id, TargetOperation operation) =>
        new() { Id = id, Service = operation.Service, Version = operation.Version, OperationKey = operation.Key };

    private static TargetInstance ToInstance(ProcessRecord record, int? processId, bool ready) => new()
    {
        Id = record.Id,
        Version = record.Version,
        Address = record.Address,
        Ready = ready,
        Properties = processId is int id
            ? new Dictionary<string, string>(StringComparer.Ordinal) { ["processId"] = id.ToString(CultureInfo.InvariantCulture) }.ToFrozenDictionary(StringComparer.Ordinal)
            : FrozenDictionary<string, string>.Empty,
    };
}
