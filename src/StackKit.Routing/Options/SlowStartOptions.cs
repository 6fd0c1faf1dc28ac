namespace StackKit.Routing;

/// <summary>A slow start in configuration: see <see cref="SlowStart"/>.</summary>
public sealed class SlowStartOptions
{
    /// <summary>Gets or sets how long it takes.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets the share of its weight that an endpoint begins with.</summary>
    /// <value>The default is 0.1.</value>
    public double MinShare { get; set; } = 0.1;

    /// <summary>Gets or sets how the weight grows: 1 evenly, more than 1 faster at first.</summary>
    /// <value>The default is 1.</value>
    public double Aggression { get; set; } = 1;

    internal SlowStart ToSlowStart() => new(Window) { MinShare = MinShare, Aggression = Aggression };
}
