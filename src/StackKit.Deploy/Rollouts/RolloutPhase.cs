namespace StackKit.Deploy;

/// <summary>Where a rollout stands.</summary>
/// <remarks>Being paused is not a phase: it is a set of reasons beside the phase, see <see cref="RolloutState.Pauses"/>.</remarks>
public enum RolloutPhase
{
    /// <summary>The plan is stored; nothing has been touched.</summary>
    Pending,

    /// <summary>Capabilities, weights and the budget are checked against what is really there.</summary>
    Validating,

    /// <summary>Candidate instances are created or upgraded; they receive no user traffic.</summary>
    Preparing,

    /// <summary>Checks run against the candidate before any user reaches it.</summary>
    Verifying,

    /// <summary>The steps of the plan are carried out.</summary>
    Progressing,

    /// <summary>All traffic goes to the candidate; the stable version is kept warm.</summary>
    Promoting,

    /// <summary>The candidate serves everybody; an instant switch back is still possible.</summary>
    Baking,

    /// <summary>The stable version gets no new work and finishes what it has.</summary>
    Draining,

    /// <summary>The stable version is stopped: the point of no return.</summary>
    Retiring,

    /// <summary>Traffic goes back to the stable version and what was changed is undone.</summary>
    RollingBack,

    /// <summary>The rollout waits for a person; weights stay as they are.</summary>
    Held,

    /// <summary>Terminal: the candidate is the new stable version.</summary>
    Succeeded,

    /// <summary>Terminal: the stable version serves everybody again.</summary>
    RolledBack,

    /// <summary>Terminal: the candidate never received user traffic.</summary>
    Failed,

    /// <summary>Terminal: ended before anything was touched.</summary>
    Cancelled,

    /// <summary>Terminal: a newer version took its place.</summary>
    Superseded,

    /// <summary>Terminal for the loop: undoing failed and a person is needed; accepts a retry.</summary>
    RollbackFailed,
}
