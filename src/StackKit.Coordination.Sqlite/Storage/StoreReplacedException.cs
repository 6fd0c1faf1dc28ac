namespace StackKit.Coordination.Sqlite;

/// <summary>Behind the path is another store than before, or an older state of it. Never leaves the engine.</summary>
internal sealed class StoreReplacedException : Exception;
