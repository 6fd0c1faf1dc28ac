namespace StackKit.Deploy;

/// <summary>Answers a gate from outside, such as a change calendar or a ticket system. A gate that none implements waits for a person.</summary>
public interface IApprovalGate
{
    /// <summary>Gets the name that plans use for this gate.</summary>
    string Name { get; }

    /// <summary>Asks whether the rollout may go on. Called about once a second while it waits.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer, with the identity of whoever gave it. An exception counts as no answer yet.</returns>
    ValueTask<GateCheck> CheckAsync(Rollout rollout, CancellationToken cancellationToken);
}
