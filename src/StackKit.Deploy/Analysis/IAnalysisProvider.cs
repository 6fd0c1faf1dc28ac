namespace StackKit.Deploy.Analysis;

/// <summary>Measures a metric for an analysis by thresholds.</summary>
/// <remarks>Called beside the control loop; must be thread-safe. An exception counts as a measurement that went wrong, never as a failure of the candidate.</remarks>
public interface IAnalysisProvider
{
    /// <summary>Gets the name that metrics use for this provider.</summary>
    string Name { get; }

    /// <summary>Measures once.</summary>
    /// <param name="query">What to measure.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The value, or that there was nothing to measure.</returns>
    ValueTask<Measurement> MeasureAsync(MetricQuery query, CancellationToken cancellationToken);
}
