namespace StackKit.Deploy;

/// <summary>Creates, upgrades and stops the instances of a service. Decides nothing and keeps no order: the control loop does.</summary>
/// <remarks>
/// <para>Every operation must be idempotent on its key: the same key again, also from another process and after a crash, must end in the
/// same result and not do the work twice. An operation that throws, or is cancelled, either leaves nothing behind or leaves something that
/// <see cref="ListInstancesAsync"/> shows and <see cref="RetireAsync"/> can stop.</para>
/// <para>Called from the control loop, for several instances at once. Methods may take long and must honour cancellation.</para>
/// </remarks>
public interface IDeploymentTarget
{
    /// <summary>Gets the name that configuration uses for this target.</summary>
    string Name { get; }

    /// <summary>Gets what this target can do; a plan that needs more is refused before it begins.</summary>
    TargetShapes Shapes { get; }

    /// <summary>Lists the instances of a service that are there now, those of every version and those not ready included.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The instances, in no order.</returns>
    ValueTask<IReadOnlyList<TargetInstance>> ListInstancesAsync(string service, CancellationToken cancellationToken);

    /// <summary>Creates an instance and waits until it is ready.</summary>
    /// <param name="operation">The version and the ordinal.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The instance.</returns>
    ValueTask<TargetInstance> PrepareAsync(TargetOperation operation, CancellationToken cancellationToken);

    /// <summary>Brings an instance that receives no requests to another version and waits until it is ready.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="operation">The version that is wanted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The instance as it is now, with the same id.</returns>
    ValueTask<TargetInstance> UpgradeAsync(TargetInstance instance, TargetOperation operation, CancellationToken cancellationToken);

    /// <summary>Brings an instance back to the version it had, whatever an upgrade left of it, and waits until it is ready.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="operation">The version that is wanted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The instance as it is now, with the same id.</returns>
    ValueTask<TargetInstance> RestoreAsync(TargetInstance instance, TargetOperation operation, CancellationToken cancellationToken);

    /// <summary>Stops an instance that receives no requests. One that is gone already is a success.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="operation">The version it runs.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that completes when it has stopped.</returns>
    ValueTask RetireAsync(TargetInstance instance, TargetOperation operation, CancellationToken cancellationToken);

    /// <summary>Says whether there is room for more instances. Asked before anything is touched; changes nothing.</summary>
    /// <param name="service">The service.</param>
    /// <param name="version">The version that they would run.</param>
    /// <param name="instances">How many there would be beyond those that run, at least 1.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer; null, which is the default, when the target does not know.</returns>
    ValueTask<TargetCapacity?> EstimateCapacityAsync(string service, string version, int instances, CancellationToken cancellationToken) =>
        ValueTask.FromResult<TargetCapacity?>(null);

    /// <summary>Says what exactly a version is, for the history.</summary>
    /// <param name="service">The service.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The identity of what runs; null, which is the default, when the target does not know. An exception counts as that.</returns>
    ValueTask<VersionArtifact?> IdentifyAsync(string service, string version, CancellationToken cancellationToken) =>
        ValueTask.FromResult<VersionArtifact?>(null);
}
