using Microsoft.Extensions.DependencyInjection;

namespace StackKit.Acceptance.Worlds;

/// <summary>Where a world keeps its state: what holds must hold on every engine.</summary>
internal sealed class WorldEngine : IDisposable
{
    private readonly string? _folder;

    private WorldEngine(string name, string? folder)
    {
        Name = name;
        _folder = folder;
    }

    /// <summary>Gets the name, for figures.</summary>
    public string Name { get; }

    /// <summary>Runs something on every engine, each with a store of its own.</summary>
    public static async Task ForEachAsync(Func<WorldEngine, Task> run)
    {
        using WorldEngine memory = new("memory", null);
        await run(memory);
        using WorldEngine sqlite = new("sqlite", Directory.CreateTempSubdirectory("stackkit-world-").FullName);
        await run(sqlite);
    }

    /// <summary>Chooses the engine.</summary>
    public void Register(IServiceCollection services)
    {
        if (_folder is not null)
        {
            services.AddStackKit().AddSqliteStore(store => store.Path = Path.Combine(_folder, "world.db"));
        }
    }

    /// <summary>Keeps everybody from writing, for real, as long as what is returned is not disposed.</summary>
    /// <returns>Null when the engine has nothing that could be blocked from outside.</returns>
    public IDisposable? Block() => _folder is null ? null : new StoreLock(Path.Combine(_folder, "world.db"));

    public void Dispose()
    {
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
