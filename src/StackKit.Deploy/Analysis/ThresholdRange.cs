namespace StackKit.Deploy.Analysis;

/// <summary>A condition on a measured value: both bounds belong to the range.</summary>
public sealed class ThresholdRange
{
    /// <summary>Gets or sets the smallest value that meets the condition, in the unit of the metric; null for no lower bound.</summary>
    /// <value>The default is null.</value>
    public double? Min { get; set; }

    /// <summary>Gets or sets the largest value that meets the condition, in the unit of the metric; null for no upper bound.</summary>
    /// <value>The default is null.</value>
    public double? Max { get; set; }

    internal bool Contains(double value) => !(value < Min) && !(value > Max);
}
