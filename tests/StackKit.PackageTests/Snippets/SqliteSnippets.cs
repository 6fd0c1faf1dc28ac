using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackKit.Coordination;
using StackKit.Coordination.Sqlite;

namespace StackKit.PackageTests.Snippets;

public sealed class SqliteSnippets
{
    [Fact]
    public async Task Sqlite_OnePath_IsTheStore()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

        // <snippet coordination-sqlite>
        builder.Services.AddStackKit().AddSqliteStore(store => store.Path = "/var/lib/shop/stackkit.db");
        // </snippet>

        await using ServiceProvider provider = builder.Services.BuildServiceProvider();

        Assert.Equal("sqlite", provider.GetRequiredService<CoordinationSupervisor>().Engine.Name);
        Assert.Equal("/var/lib/shop/stackkit.db", provider.GetRequiredService<IOptions<SqliteStoreOptions>>().Value.Path);
    }
}
