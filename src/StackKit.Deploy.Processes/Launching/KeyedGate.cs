namespace StackKit.Deploy.Processes.Launching;

/// <summary>Lets one caller at a time through for each key. Thread-safe; keeps nothing for keys that nobody holds or waits for.</summary>
internal sealed class KeyedGate
{
    private readonly Dictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    /// <summary>Waits until nobody holds the key.</summary>
    /// <returns>What gives it back when disposed.</returns>
    public async Task<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        Gate gate;
        lock (_gates)
        {
            if (!_gates.TryGetValue(key, out gate!))
            {
                _gates.Add(key, gate = new Gate(this, key));
            }

            gate.Interested++;
        }

        try
        {
            await gate.Free.WaitAsync(cancellationToken).ConfigureAwait(false);
            return gate;
        }
        catch
        {
            Leave(gate);
            throw;
        }
    }

    public bool IsHeld(string key)
    {
        lock (_gates)
        {
            return _gates.ContainsKey(key);
        }
    }

    private void Leave(Gate gate)
    {
        lock (_gates)
        {
            if (--gate.Interested == 0)
            {
                _gates.Remove(gate.Key);
                gate.Free.Dispose();
            }
        }
    }

    private sealed class Gate(KeyedGate owner, string key) : IDisposable
    {
        public string Key => key;

        public SemaphoreSlim Free { get; } = new(1, 1);

        public int Interested { get; set; }

        public void Dispose()
        {
            Free.Release();
            owner.Leave(this);
        }
    }
}
