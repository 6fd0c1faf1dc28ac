using StackKit.Coordination;

namespace StackKit.Testing;

/// <summary>Gives the engine suite its subject. Each statement gets a fixture of its own, with an empty store.</summary>
public abstract class EngineFixture : IAsyncDisposable
{
    /// <summary>Gets the clock of the engine.</summary>
    /// <value>The default is the clock of the machine.</value>
    public virtual TimeProvider TimeProvider => TimeProvider.System;

    /// <summary>Opens the store of this fixture, as another process would.</summary>
    /// <remarks>
    /// The suite disposes what it opens. It opens the store again after that when the engine outlives its process, and several times at once
    /// when it is shared between processes.
    /// </remarks>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The engine.</returns>
    public abstract ValueTask<ICoordinationEngine> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Lets time pass for the engine. With the clock of the machine this waits.</summary>
    /// <param name="time">How much.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when the time has passed.</returns>
    public virtual ValueTask AdvanceAsync(TimeSpan time, CancellationToken cancellationToken) =>
        new(Task.Delay(time, TimeProvider, cancellationToken));

    /// <summary>Starts another process that has opened the store of this fixture.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The process, or <see langword="null"/> when the fixture cannot start one; the statements about killed processes then do not apply.</returns>
    public virtual ValueTask<EngineProcess?> StartProcessAsync(CancellationToken cancellationToken) => new((EngineProcess?)null);

    /// <summary>Removes the store.</summary>
    /// <returns>A task that completes when nothing of it is left.</returns>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
