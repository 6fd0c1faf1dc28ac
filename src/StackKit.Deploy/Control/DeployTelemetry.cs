using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace StackKit.Deploy.Control;

/// <summary>Counts what rollouts do, in the meter <c>StackKit.Deploy</c>.</summary>
internal sealed class DeployTelemetry
{
    private readonly Counter<long> _transitions;

    public DeployTelemetry(IMeterFactory meterFactory) =>
        _transitions = meterFactory.Create("StackKit.Deploy").CreateCounter<long>("stackkit.deploy.transitions", "{transition}", "Phases that rollouts have entered.");

    public void Record(string service, RolloutEvent.PhaseChanged changed)
    {
        if (_transitions.Enabled)
        {
            _transitions.Add(1, new TagList { { "stackkit.service.name", service }, { "stackkit.rollout.phase", changed.To.ToString() }, { "stackkit.rollout.trigger", changed.Trigger.ToString() } });
        }
    }
}
