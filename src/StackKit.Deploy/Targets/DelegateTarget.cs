namespace StackKit.Deploy;

/// <summary>A target made of functions of your own, for platforms that have an API but no package.</summary>
/// <remarks>The contract of <see cref="IDeploymentTarget"/> holds for the functions. A shape is supported when the functions it needs are set.</remarks>
public sealed class DelegateTarget : IDeploymentTarget
{
    /// <summary>Gets the name that configuration uses for this target.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the function that lists the instances of a service.</summary>
    public required Func<string, CancellationToken, ValueTask<IReadOnlyList<TargetInstance>>> List { get; init; }

    /// <summary>Gets the function that creates an instance; null when new instances beside the old ones are not supported.</summary>
    public Func<TargetOperation, CancellationToken, ValueTask<TargetInstance>>? Prepare { get; init; }

    /// <summary>Gets the function that stops an instance; null when new instances beside the old ones are not supported.</summary>
    public Func<TargetInstance, TargetOperation, CancellationToken, ValueTask>? Retire { get; init; }

    /// <summary>Gets the function that upgrades an instance in place; null when that is not supported.</summary>
    public Func<TargetInstance, TargetOperation, CancellationToken, ValueTask<TargetInstance>>? Upgrade { get; init; }

    /// <summary>Gets the function that brings an instance back; null means that <see cref="Upgrade"/> with the old version does.</summary>
    public Func<TargetInstance, TargetOperation, CancellationToken, ValueTask<TargetInstance>>? Restore { get; init; }

    /// <inheritdoc/>
    public TargetShapes Shapes =>
        (Prepare is not null && Retire is not null ? TargetShapes.Beside : TargetShapes.None) | (Upgrade is not null ? TargetShapes.InPlace : TargetShapes.None);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TargetInstance>> ListInstancesAsync(string service, CancellationToken cancellationToken) => List(service, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TargetInstance> PrepareAsync(TargetOperation operation, CancellationToken cancellationToken) =>
        (Prepare ?? throw Missing(nameof(Prepare)))(operation, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TargetInstance> UpgradeAsync(TargetInstance instance, TargetOperation operation, CancellationToken cancellationToken) =>
        (Upgrade ?? throw Missing(nameof(Upgrade)))(instance, operation, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TargetInstance> RestoreAsync(TargetInstance instance, TargetOperation operation, CancellationToken cancellationToken) =>
        (Restore ?? Upgrade ?? throw Missing(nameof(Upgrade)))(instance, operation, cancellationToken);

    /// <inheritdoc/>
    public ValueTask RetireAsync(TargetInstance instance, TargetOperation operation, CancellationToken cancellationToken) =>
        (Retire ?? throw Missing(nameof(Retire)))(instance, operation, cancellationToken);

    private NotSupportedException Missing(string member) => new($"The target '{Name}' does not set {member}.");
}
