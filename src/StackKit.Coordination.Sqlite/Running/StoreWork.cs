namespace StackKit.Coordination.Sqlite;

/// <summary>Something for the thread of the store to do.</summary>
internal abstract class StoreWork
{
    /// <summary>Does it, unless its caller has given up. Never throws.</summary>
    public abstract void Run();

    /// <summary>Lets its caller know that it will not be done.</summary>
    public abstract void Refuse(Exception exception);
}
