namespace StackKit.Routing;

/// <summary>Warms up an endpoint that joins a pool or comes back to it: its weight grows from <see cref="MinShare"/> to all of it.</summary>
/// <remarks>
/// After the time t of the window T an endpoint has max(<see cref="MinShare"/>, (t / T)^(1 / <see cref="Aggression"/>)) of its weight (Envoy's slow start). The
/// weights are renewed every 250 ms. When more than half of a pool is new there is nobody to protect them with, and all get their full weight at once.
/// </remarks>
/// <param name="Window">How long it takes: above zero, and at most a day.</param>
public sealed record SlowStart(TimeSpan Window)
{
    /// <summary>Gets the share of its weight that an endpoint begins with.</summary>
    /// <value>Above 0 and at most 1. The default is 0.1.</value>
    public double MinShare { get; init; } = 0.1;

    /// <summary>Gets how the weight grows: 1 evenly, more than 1 faster at first.</summary>
    /// <value>From 0.1 to 10. The default is 1.</value>
    public double Aggression { get; init; } = 1;

    /// <summary>Gets the share of its weight that an endpoint has after some time.</summary>
    internal double ShareAfter(TimeSpan time) =>
        time >= Window ? 1 : Math.Max(MinShare, Math.Pow(Math.Max(0, time / Window), 1 / Aggression));
}
