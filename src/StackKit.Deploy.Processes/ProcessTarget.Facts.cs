using System.Globalization;
using StackKit.Deploy.Processes.Journal;
using StackKit.Deploy.Processes.Launching;

namespace StackKit.Deploy.Processes;

/// <content>What it knows about versions and capacity.</content>
internal sealed partial class ProcessTarget
{
    private const double Megabyte = 1024 * 1024;

    public async ValueTask<VersionArtifact?> IdentifyAsync(string service, string version, CancellationToken cancellationToken)
    {
        ProcessNames.Require(version, "version");
        ProcessRecord record = new() { Id = "identify", Service = service, Version = version, OperationKey = "identify" };
        return await ArtifactFinder.IdentifyAsync(LaunchPlan.For(record, SettingsOf(service), _root), cancellationToken).ConfigureAwait(false);
    }

    // A process that is still to be started is taken for as large as those that run.
    public ValueTask<TargetCapacity?> EstimateCapacityAsync(string service, string version, int instances, CancellationToken cancellationToken)
    {
        SettingsOf(service);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(instances);
        ProcessJournal journal = JournalOf(service);
        List<long> sizes = [];
        foreach (ProcessRecord record in journal.ReadAll())
        {
            using RunningProcess? process = ProcessLauncher.Find(record, journal.FolderOf(record.Id), abandon: false);
            if (process is not null && FreeMemory.OfProcess(process.Id) is long size)
            {
                sizes.Add(size);
            }
        }

        if (sizes.Count == 0 || FreeMemory.Available() is not long free)
        {
            return ValueTask.FromResult<TargetCapacity?>(null);
        }

        double needed = sizes.Average() * instances;
        string statement = string.Create(CultureInfo.InvariantCulture, $"about {needed / Megabyte:N0} MiB of memory ({sizes.Average() / Megabyte:N0} MiB each, as those that run), of {free / Megabyte:N0} MiB that are free.");
        return ValueTask.FromResult<TargetCapacity?>(new TargetCapacity(needed <= free, statement));
    }
}
