namespace StackKit.Acceptance.Gateways.Watching;

/// <summary>Lets a process die, or freeze, at exactly one commit of the state of a rollout. Thread-safe.</summary>
internal sealed class Trap(Witness witness)
{
    private readonly Lock _lock = new();
    private volatile bool _goOn;
    private TrapKind _kind;
    private int _left;

    /// <summary>Counts from here; the first commit is 1.</summary>
    public void Arm(TrapKind kind, int at)
    {
        lock (_lock)
        {
            _kind = kind;
            _left = at;
        }
    }

    /// <summary>Lets the commit go on before which the process was stopped.</summary>
    public void GoOn() => _goOn = true;

    /// <summary>Says that a commit is about to be made.</summary>
    /// <returns>True when the process was stopped here, and goes on now.</returns>
    public bool Before()
    {
        if (IsDue(TrapKind.KillBefore))
        {
            Kill();
        }

        if (!IsDue(TrapKind.StopBefore))
        {
            return false;
        }

        Arm(TrapKind.None, 0);
        _goOn = false;
        witness.Write("trap", "stop");
        UnixProcess.Stop(Environment.ProcessId);

        // The signal may take hold of this thread only a moment later: what comes next must not slip through before.
        SpinWait.SpinUntil(() => _goOn);
        witness.Write("woke");
        return true;
    }

    /// <summary>Says that a commit was made.</summary>

    public void After()
    {
        if (IsDue(TrapKind.KillAfter))
        {
            Kill();
        }

        lock (_lock)
        {
            _left--;
        }
    }

    private void Kill()
    {
        witness.Write("trap", "kill");
        UnixProcess.Kill(Environment.ProcessId);
        Thread.CurrentThread.Join(); // it does not return from its own death
    }

    private bool IsDue(TrapKind kind)
    {
        lock (_lock)
        {
            return _kind == kind && _left == 1;
        }
    }
}
