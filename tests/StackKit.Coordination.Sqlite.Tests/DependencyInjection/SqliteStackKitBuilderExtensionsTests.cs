using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace StackKit.Coordination.Sqlite.Tests.DependencyInjection;

public sealed class SqliteStackKitBuilderExtensionsTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    [Fact]
    public async Task AddSqliteStore_Path_IsTheStoreOfTheSupervisor()
    {
        ServiceCollection services = new();
        services.AddStackKit().AddSqliteStore(options => options.Path = _folder.File);
        await using ServiceProvider provider = services.BuildServiceProvider(validateScopes: true);

        CommitResult result = await provider.GetRequiredService<CoordinationSupervisor>().CommitAsync(Store.Put("a", "1"));

        Assert.True(result.IsCommitted);
        Assert.Equal("sqlite", provider.GetRequiredService<CoordinationSupervisor>().Engine.Name);
        await using SqliteEngine engine = _folder.Open();
        Assert.Equal("a=1", await engine.TellAsync());
    }

    [Fact]
    public async Task AddSqliteStore_AnotherEngineWasChosen_ReplacesIt()
    {
        ServiceCollection services = new();
        services.AddStackKit().AddInMemoryStore().AddSqliteStore(options => options.Path = _folder.File).AddCoordination();

        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.IsType<SqliteEngine>(Assert.Single(provider.GetServices<ICoordinationEngine>()));
    }

    [Fact]
    public void AddSqliteStore_Twice_RegistersNothingTwiceAndAccumulates()
    {
        ServiceCollection once = new();
        ServiceCollection twice = new();

        once.AddStackKit().AddSqliteStore();
        twice.AddStackKit().AddSqliteStore().AddSqliteStore();
        twice.AddStackKit().AddSqliteStore(options => options.Path = "a.db").AddSqliteStore(options => options.HistoryCommits = 7);

        Assert.Equal(Registrations(once), Registrations(twice), StringComparer.Ordinal);
        using ServiceProvider provider = twice.BuildServiceProvider();
        SqliteStoreOptions options = provider.GetRequiredService<IOptions<SqliteStoreOptions>>().Value;
        Assert.Equal(("a.db", 7), (options.Path, options.HistoryCommits));
    }

    [Fact]
    public async Task AddSqliteStore_RelativePathInTheSection_StartsAtTheContentRoot()
    {
        HostApplicationBuilder builder = CreateBuilder();
        builder.Configuration["StackKit:Coordination:Sqlite:Path"] = "store.db";
        builder.Configuration["StackKit:Coordination:Sqlite:BusyTimeout"] = "00:00:05";
        builder.Services.AddStackKit().AddSqliteStore(static options => options.HistoryCommits = 7);
        using IHost host = builder.Build();

        await host.StartAsync();
        await host.Services.GetRequiredService<CoordinationSupervisor>().CommitAsync(Store.Put("a", "1"));
        await host.StopAsync();

        SqliteStoreOptions options = host.Services.GetRequiredService<IOptions<SqliteStoreOptions>>().Value;
        Assert.Equal((TimeSpan.FromSeconds(5), 7), (options.BusyTimeout, options.HistoryCommits));
        Assert.True(File.Exists(_folder.File));
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    [Theory]
    [InlineData("Path", "", "StackKit:Coordination:Sqlite:Path is missing; write the file that keeps the state, such as /var/lib/shop/stackkit.db.")]
    [InlineData("Path", ":memory:", "call AddInMemoryStore()")]
    [InlineData("Path", "/var/lib/shop/", "is a folder; write the file in it, such as '/var/lib/shop/stackkit.db'")]
    [InlineData("BusyTimeout", "00:00:00", "StackKit:Coordination:Sqlite:BusyTimeout (00:00:00) must be from 00:00:00.0010000 to 00:01:00.")]
    [InlineData("PollInterval", "00:00:02", "PollInterval (00:00:02) must be from")]
    [InlineData("IdleInterval", "00:02:00", "IdleInterval (00:02:00) must be from")]
    [InlineData("HistoryCommits", "0", "HistoryCommits (0) must be from 1 to 1000000.")]
    public async Task Start_WrongSetting_SaysWhatToWrite(string setting, string value, string expected)
    {
        HostApplicationBuilder builder = CreateBuilder();
        builder.Configuration["StackKit:Coordination:Sqlite:Path"] = _folder.File;
        builder.Configuration[$"StackKit:Coordination:Sqlite:{setting}"] = value;
        builder.Services.AddStackKit().AddSqliteStore();
        using IHost host = builder.Build();

        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnknownSetting_IsRefused()
    {
        HostApplicationBuilder builder = CreateBuilder();
        builder.Configuration["StackKit:Coordination:Sqlite:FileName"] = _folder.File;
        builder.Services.AddStackKit().AddSqliteStore();
        using IHost host = builder.Build();

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.Contains("FileName", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    // What a second call configures is meant to accumulate.
    private static string[] Registrations(ServiceCollection services) =>
    [
        .. services.Where(static service => !(service.ServiceType.IsGenericType && service.ServiceType.GetGenericTypeDefinition() == typeof(IConfigureOptions<>) && service.ImplementationType is null))
            .Select(static service => service.ToString()).Order(StringComparer.Ordinal),
    ];

    private HostApplicationBuilder CreateBuilder() =>
        Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder.Folder });
}
