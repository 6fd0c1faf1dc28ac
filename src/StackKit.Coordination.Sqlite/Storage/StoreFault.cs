using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StackKit.Coordination.Sqlite;

/// <summary>Says in plain words what SQLite and the file system report.</summary>
internal static class StoreFault
{
    /// <summary>Wraps a failure of something that has surely not happened.</summary>
    public static StoreUnavailableException Describe(Exception exception, string path, TimeSpan busyTimeout) => new(
        exception switch
        {
            SqliteException sqlite => Describe(sqlite, path, busyTimeout),
            DirectoryNotFoundException => $"The folder of '{path}' does not exist; create it, with write access for the account of this process.",
            UnauthorizedAccessException => $"'{path}' cannot be opened for writing; give the account of this process write access to the file and its folder.",
            StoreReplacedException => $"'{path}' is no store any more; restore it from a backup while no application runs.",
            _ => $"'{path}' cannot be used: {exception.Message}",
        },
        exception);

    /// <summary>Says whether the connection is as good as before the failure.</summary>
    public static bool IsPassing(SqliteException exception) => exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL;

    private static string Describe(SqliteException exception, string path, TimeSpan busyTimeout) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"'{path}' is busy: another process has been writing for longer than {busyTimeout}.",
        raw.SQLITE_FULL => $"The disk of '{path}' is full; nothing was written.",
        raw.SQLITE_READONLY => $"'{path}' is read-only; give the account of this process write access to the file and its folder.",
        raw.SQLITE_CANTOPEN => $"'{path}' cannot be opened; its folder must exist, with write access for the account of this process.",
        raw.SQLITE_CORRUPT => $"'{path}' is damaged; restore it from a backup while no application runs.",
        raw.SQLITE_NOTADB => $"'{path}' is not a SQLite database; give the store a file of its own.",
        raw.SQLITE_IOERR => string.Create(CultureInfo.InvariantCulture, $"The disk of '{path}' failed (SQLite error {exception.SqliteExtendedErrorCode})."),
        _ => string.Create(CultureInfo.InvariantCulture, $"SQLite failed on '{path}' (error {exception.SqliteExtendedErrorCode})."),
    };
}
