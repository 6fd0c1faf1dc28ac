namespace StackKit.Deploy;

/// <summary>A hook made of a function of your own.</summary>
/// <param name="name">The name that plans use.</param>
/// <param name="run">The function.</param>
public sealed class DelegateHook(string name, Func<HookContext, CancellationToken, ValueTask<HookResult>> run) : IRolloutHook
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public ValueTask<HookResult> RunAsync(HookContext context, CancellationToken cancellationToken) => run(context, cancellationToken);
}
