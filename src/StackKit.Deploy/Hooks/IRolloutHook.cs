namespace StackKit.Deploy;

/// <summary>A check or an action of your own at a point of a rollout.</summary>
/// <remarks>Must be idempotent on the key of its context: it is run again with the same key after a crash of the control loop.</remarks>
public interface IRolloutHook
{
    /// <summary>Gets the name that plans use for this hook.</summary>
    string Name { get; }

    /// <summary>Runs the hook.</summary>
    /// <param name="context">The rollout it runs for.</param>
    /// <param name="cancellationToken">Cancelled when the rollout is undone meanwhile.</param>
    /// <returns>Whether the rollout may go on. An exception counts as no.</returns>
    ValueTask<HookResult> RunAsync(HookContext context, CancellationToken cancellationToken);
}
