using System.Text.Json;

namespace StackKit.Deploy.Processes.Journal;

/// <summary>Remembers the instances of one service in a folder. Thread-safe; single records are written by whoever holds the gate of their instance.</summary>
internal sealed class ProcessJournal(string folder, string service)
{
    /// <summary>How many stopped instances leave their output behind.</summary>
    public const int KeptLogs = 20;

    private readonly Lock _lock = new();

    public InstanceFolder FolderOf(string id) => new(Path.Combine(folder, id));

    public ProcessRecord? Read(string id) => ReadFile(FolderOf(id).Record);

    public IReadOnlyList<ProcessRecord> ReadAll()
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return [.. Directory.EnumerateDirectories(folder).Select(d => ReadFile(new InstanceFolder(d).Record)).OfType<ProcessRecord>()];
    }

    public void Write(ProcessRecord record)
    {
        InstanceFolder instance = FolderOf(record.Id);
        DurableFile.CreateFolder(instance.Path);
        DurableFile.Write(instance.Record, JsonSerializer.SerializeToUtf8Bytes(record, JournalJson.Default.ProcessRecord));
    }

    /// <summary>Gets the record that an earlier attempt of the same operation left, or begins one under an id that nothing has.</summary>
    public ProcessRecord Claim(TargetOperation operation, Predicate<ProcessRecord> isFree)
    {
        lock (_lock)
        {
            IReadOnlyList<ProcessRecord> all = ReadAll();
            if (all.FirstOrDefault(r => r.OperationKey == operation.Key) is ProcessRecord known)
            {
                return known;
            }

            string first = FormattableString.Invariant($"{service}-{operation.Version}-{operation.Ordinal}");
            string id = first;
            for (int other = 2; all.FirstOrDefault(r => r.Id == id) is ProcessRecord taken && !isFree(taken); other++)
            {
                id = FormattableString.Invariant($"{first}.{other}");
            }

            ProcessRecord record = new() { Id = ProcessNames.RequireInstance(id), Service = service, Version = operation.Version, OperationKey = operation.Key };
            Write(record);
            return record;
        }
    }

    /// <summary>Forgets an instance. Its output stays until that of twenty later ones is there.</summary>
    public void Remove(string id)
    {
        InstanceFolder instance = FolderOf(id);
        lock (_lock)
        {
            if (!Directory.Exists(instance.Path))
            {
                return;
            }

            File.Delete(instance.Record);
            instance.DeleteStarts();
            foreach (DirectoryInfo old in new DirectoryInfo(folder).EnumerateDirectories()
                .Where(d => !File.Exists(Path.Combine(d.FullName, InstanceFolder.RecordName)))
                .OrderByDescending(d => d.LastWriteTimeUtc)
                .Skip(KeptLogs)
                .ToArray())
            {
                old.Delete(recursive: true);
            }
        }
    }

    private ProcessRecord? ReadFile(string path)
    {
        try
        {
            ProcessRecord? record = JsonSerializer.Deserialize(File.ReadAllBytes(path), JournalJson.Default.ProcessRecord);
            bool valid = record?.Service == service && record.Id == Path.GetFileName(Path.GetDirectoryName(path)) && ProcessNames.IsValid(record.Version);
            return valid ? record : throw new InvalidDataException($"The record of instance '{Path.GetFileName(Path.GetDirectoryName(path))}' of '{service}' is not about it.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The record of instance '{Path.GetFileName(Path.GetDirectoryName(path))}' of '{service}' cannot be read.", exception);
        }
    }
}
