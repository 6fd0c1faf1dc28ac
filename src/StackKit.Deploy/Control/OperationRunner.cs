using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace StackKit.Deploy.Control;

/// <summary>Runs the operations whose intent is journalled, and keeps how they ended until that is journalled too.</summary>
/// <remarks>Used by one control loop only; the operations themselves run beside it.</remarks>
internal sealed partial class OperationRunner(DeployedService service, TimeProvider timeProvider, Action wake, ILogger logger) : IAsyncDisposable
{
    private readonly Dictionary<string, (Task Task, CancellationTokenSource Stop)> _running = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly ResiliencePipeline _undo = new ResiliencePipelineBuilder { TimeProvider = timeProvider }
        .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 4, BackoffType = DelayBackoffType.Exponential, UseJitter = true, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(5) })
        .Build();

    private ImmutableArray<OperationOutcome> _outcomes = [];

    public ImmutableArray<OperationOutcome> Outcomes
    {
        get
        {
            lock (_lock)
            {
                return _outcomes;
            }
        }
    }

    /// <summary>Begins what the state wants done and stops what it no longer wants.</summary>
    public void Reconcile(RolloutState state)
    {
        lock (_lock)
        {
            _outcomes = _outcomes.RemoveAll(o => state.Operations.All(s => s.Key != o.Key || s.Status != OperationStatus.Started));
            foreach (RolloutOperation operation in state.Operations.Where(o => o.Status == OperationStatus.Started))
            {
                bool wanted = !state.IsTerminal && (state.Phase != RolloutPhase.RollingBack || operation.Kind is OperationKind.Restore or OperationKind.Sweep);
                if (_running.TryGetValue(operation.Key, out (Task Task, CancellationTokenSource Stop) running))
                {
                    if (!wanted)
                    {
                        running.Stop.Cancel();
                    }
                }
                else if (_outcomes.All(o => o.Key != operation.Key))
                {
                    if (wanted)
                    {
                        Begin(operation, state);
                    }
                    else
                    {
                        _outcomes = _outcomes.Add(new OperationOutcome(operation.Key, OperationStatus.Failed, null, "not carried out: the rollout is being undone"));
                        wake();
                    }
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] tasks;
        lock (_lock)
        {
            foreach ((_, CancellationTokenSource stop) in _running.Values)
            {
                stop.Cancel();
            }

            tasks = [.. _running.Values.Select(r => r.Task)];
        }

        await Task.WhenAll(tasks).ConfigureAwait(false);
    }

    private void Begin(RolloutOperation operation, RolloutState state)
    {
        CancellationTokenSource stop = new();
        Task task = Task.Run(() => RunAsync(operation, state, stop.Token), CancellationToken.None);
        _running.Add(operation.Key, (task, stop));
    }

    private async Task RunAsync(RolloutOperation operation, RolloutState state, CancellationToken cancellationToken)
    {
        OperationOutcome outcome;
        using Activity? activity = DeployTelemetry.Trace(service.Name, operation);
        try
        {
            LogBegun(service.Name, operation.Kind, operation.Key);
            outcome = operation.Kind is OperationKind.Restore or OperationKind.Retire or OperationKind.Sweep
                ? await _undo.ExecuteAsync(async token => await CarryOutAsync(operation, state, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
                : await CarryOutAsync(operation, state, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever a target or a hook throws is how the operation ended
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(service.Name, operation.Kind, operation.Key, exception);
            activity?.SetStatus(ActivityStatusCode.Error);
            string detail = cancellationToken.IsCancellationRequested ? "stopped: the rollout is being undone, or this process is ending" : exception.Message;
            outcome = new OperationOutcome(operation.Key, OperationStatus.Failed, null, Shorten(detail));
        }

        lock (_lock)
        {
            _running[operation.Key].Stop.Dispose();
            _running.Remove(operation.Key);
            _outcomes = _outcomes.Add(outcome);
        }

        wake();
    }

    private async Task<OperationOutcome> CarryOutAsync(RolloutOperation operation, RolloutState state, CancellationToken cancellationToken)
    {
        TargetOperation asked = new() { Key = operation.Key, Service = service.Name, Version = operation.Version, Ordinal = operation.Ordinal };
        TargetInstance? result = null;
        switch (operation.Kind)
        {
            case OperationKind.Prepare:
                result = Require(await Target.PrepareAsync(asked, cancellationToken).ConfigureAwait(false), operation);
                break;
            case OperationKind.Upgrade:
                result = Require(await Target.UpgradeAsync(InstanceOf(operation, state), asked, cancellationToken).ConfigureAwait(false), operation);
                break;
            case OperationKind.Restore:
                result = Require(await Target.RestoreAsync(InstanceOf(operation, state), asked, cancellationToken).ConfigureAwait(false), operation);
                break;
            case OperationKind.Retire:
                await Target.RetireAsync(InstanceOf(operation, state), asked, cancellationToken).ConfigureAwait(false);
                break;
            case OperationKind.CheckCapacity:
                return await CheckCapacityAsync(operation, cancellationToken).ConfigureAwait(false);
            case OperationKind.Sweep:
                await SweepAsync(asked, cancellationToken).ConfigureAwait(false);
                break;
            default:
                HookResult answer = await RunHookAsync(operation, state, cancellationToken).ConfigureAwait(false);
                return new OperationOutcome(operation.Key, answer.Passed ? OperationStatus.Succeeded : OperationStatus.Failed, null, Shorten(answer.Detail));
        }

        return new OperationOutcome(operation.Key, OperationStatus.Succeeded, result, null);
    }

    // What runs is what the target reports, not what it was asked for.
    private TargetInstance Require(TargetInstance? result, RolloutOperation operation) => result?.Version == operation.Version
        ? result
        : throw new InvalidOperationException($"The target '{Target.Name}' answered with {(result is null ? "no instance" : $"an instance of version '{result.Version}'")}; asked for was version '{operation.Version}'.");

    private IDeploymentTarget Target => service.Target ?? throw new InvalidOperationException($"The service '{service.Name}' has no target.");

    private async Task<OperationOutcome> CheckCapacityAsync(RolloutOperation operation, CancellationToken cancellationToken)
    {
        TargetCapacity? capacity = await Target.EstimateCapacityAsync(service.Name, operation.Version, operation.Ordinal, cancellationToken).ConfigureAwait(false);
        string statement = FormattableString.Invariant($"{operation.Ordinal} more instances: {capacity?.Statement ?? $"the target '{Target.Name}' does not say what they cost."}");
        return new OperationOutcome(operation.Key, capacity is { IsSufficient: false } ? OperationStatus.Failed : OperationStatus.Succeeded, null, Shorten(statement));
    }

    private async Task SweepAsync(TargetOperation asked, CancellationToken cancellationToken)
    {
        IReadOnlyList<TargetInstance> instances = await Target.ListInstancesAsync(service.Name, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(instances.Where(i => i.Version == asked.Version)
            .Select(i => Target.RetireAsync(i, asked with { Key = $"{asked.Key}/{i.Id}" }, cancellationToken).AsTask())).ConfigureAwait(false);
    }

    private async Task<HookResult> RunHookAsync(RolloutOperation operation, RolloutState state, CancellationToken cancellationToken)
    {
        if (!service.Hooks.TryGetValue(operation.Subject ?? "", out IRolloutHook? hook))
        {
            return new HookResult(false, $"There is no hook '{operation.Subject}'.");
        }

        HookContext context = new()
        {
            Key = operation.Key,
            Rollout = state.Rollout,
            Candidates = [.. state.Instances.Where(i => i.Target.Version == state.Rollout.Candidate && i.Stage != InstanceStage.Retired).Select(i => i.Target)],
        };
        return await hook.RunAsync(context, cancellationToken).ConfigureAwait(false);
    }

    private static TargetInstance InstanceOf(RolloutOperation operation, RolloutState state) =>
        state.Instances.First(i => i.Target.Id == operation.Subject).Target;

    private static string? Shorten(string? detail) => detail is { Length: > 4096 } ? detail[..4096] : detail;

    [LoggerMessage(1010, LogLevel.Information, "{Service}: {Kind} begins ({Key}).")]
    private partial void LogBegun(string service, OperationKind kind, string key);

    [LoggerMessage(1011, LogLevel.Warning, "{Service}: {Kind} failed ({Key}).")]
    private partial void LogFailed(string service, OperationKind kind, string key, Exception exception);
}
