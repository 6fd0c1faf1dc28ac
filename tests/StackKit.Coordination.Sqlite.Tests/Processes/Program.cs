namespace StackKit.Coordination.Sqlite.Tests.Processes;

/// <summary>What this assembly does when it is started as a process: what it is told, line by line, until its input ends.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [string path])
        {
            await Console.Error.WriteLineAsync("This is a test assembly; run it with dotnet test.");
            return 2;
        }

        await using SqliteEngine engine = new(new SqliteStoreOptions { Path = path }, TimeProvider.System);
        await new CommandLoop(engine).RunAsync();
        return 0;
    }
}
