using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace StackKit.Deploy.Control;

/// <summary>Counts and traces what rollouts do, in the meter and the activity source <c>StackKit.Deploy</c>.</summary>
internal sealed class DeployTelemetry
{
    private static readonly ActivitySource s_activities = new("StackKit.Deploy");

    private readonly Counter<long> _transitions;

    public DeployTelemetry(IMeterFactory meterFactory) =>
        _transitions = meterFactory.Create("StackKit.Deploy").CreateCounter<long>("stackkit.deploy.transitions", "{transition}", "Phases that rollouts have entered.");

    /// <summary>Begins the trace of an operation on the outside world; null when nobody listens.</summary>
    public static Activity? Trace(string service, RolloutOperation operation)
    {
        Activity? activity = s_activities.StartActivity($"rollout.{operation.Kind}");
        activity?.SetTag("stackkit.service.name", service).SetTag("stackkit.rollout.operation", operation.Key).SetTag("stackkit.rollout.version", operation.Version);
        return activity;
    }

    public void Record(string service, RolloutEvent.PhaseChanged changed)
    {
        if (_transitions.Enabled)
        {
            _transitions.Add(1, new TagList { { "stackkit.service.name", service }, { "stackkit.rollout.phase", changed.To.ToString() }, { "stackkit.rollout.trigger", changed.Trigger.ToString() } });
        }
    }
}
