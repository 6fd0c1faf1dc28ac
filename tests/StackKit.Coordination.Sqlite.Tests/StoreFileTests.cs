using System.Runtime.Versioning;

namespace StackKit.Coordination.Sqlite.Tests;

public sealed class StoreFileTests : IDisposable
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly StoreFolder _folder = new();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Open_NewFile_IsForItsOwnerOnly()
    {
        await using SqliteEngine engine = _folder.Open();
        await engine.ApplyAsync(Store.Put("a", "1"));

        string[] files = Directory.GetFiles(_folder.Folder);

        Assert.Equal(["store.db", "store.db-shm", "store.db-wal"], files.Select(Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.All(files, static file => Assert.Equal(OnlyOwner, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task Open_SymbolicLink_WorksOnItsTarget()
    {
        string link = Path.Combine(_folder.Folder, "link.db");
        File.CreateSymbolicLink(link, _folder.File);
        await using SqliteEngine linked = _folder.Open(new SqliteStoreOptions { Path = link });
        await using SqliteEngine direct = _folder.Open();

        await linked.ApplyAsync(Store.Put("a", "1"));
        await direct.ApplyAsync(Store.Put("b", "2"));

        Assert.Equal("a=1 b=2", await linked.TellAsync());
    }

    [Fact]
    public async Task Dispose_LastEngine_LeavesOneFileAndRefusesCalls()
    {
        SqliteEngine engine = _folder.Open();
        await engine.ApplyAsync(Store.Put("a", "1"));

        await engine.DisposeAsync();

        Assert.Equal([_folder.File], Directory.GetFiles(_folder.Folder), StringComparer.Ordinal);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.ListAsync());
    }

    [Fact]
    public void Constructor_NoCall_TouchesNothing()
    {
        _ = _folder.Open();

        Assert.Empty(Directory.GetFiles(_folder.Folder));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(":memory:")]
    [InlineData("file:store.db?mode=memory")]
    [InlineData("/var/lib/shop/")]
    public void Constructor_NoFile_SaysWhatToWrite(string? path)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>("options", () => new SqliteEngine(new SqliteStoreOptions { Path = path }, TimeProvider.System));

        Assert.Contains("stackkit.db", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
