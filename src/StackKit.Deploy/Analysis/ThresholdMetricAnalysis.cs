namespace StackKit.Deploy.Analysis;

/// <summary>Counts the measurements of one metric and judges them by its limits.</summary>
internal sealed class ThresholdMetricAnalysis(ThresholdMetricOptions options)
{
    private const int Retention = 10;

    /// <summary>Gets or sets everything that was counted.</summary>
    public ThresholdMetricState State { get; set; } = new() { Name = options.Name };

    /// <summary>Gets the limits.</summary>
    public ThresholdMetricOptions Options { get; } = options;

    /// <summary>Gets when the next measurement is due, counted from the begin of the analysis.</summary>
    public TimeSpan NextDue => State.LastElapsed is { } last ? last + Options.Interval : Options.InitialDelay;

    /// <summary>Counts a measurement.</summary>
    /// <returns>Whether it was successful.</returns>
    public bool Record(in Measurement measurement, TimeSpan elapsed)
    {
        Measurement[] latest = [.. State.Latest.TakeLast(Retention - 1), measurement];
        ThresholdMetricState state = State with { LastElapsed = elapsed, Latest = latest, InCheck = true };
        ThresholdPhase outcome = Assess(measurement);
        State = outcome switch
        {
            ThresholdPhase.Error => state with { Errors = state.Errors + 1, ConsecutiveErrors = state.ConsecutiveErrors + 1, ConsecutiveSuccesses = 0 },
            ThresholdPhase.Successful => state with { Successful = state.Successful + 1, ConsecutiveErrors = 0, ConsecutiveSuccesses = state.ConsecutiveSuccesses + 1 },
            ThresholdPhase.Failed => state with { Failed = state.Failed + 1, ConsecutiveErrors = 0, ConsecutiveSuccesses = 0 },
            _ => state with { Inconclusive = state.Inconclusive + 1, ConsecutiveErrors = 0, ConsecutiveSuccesses = 0 },
        };
        return outcome == ThresholdPhase.Successful;
    }

    /// <summary>Settles the phase by the limits of this metric; a settled phase stays.</summary>
    public void Settle()
    {
        if (State.Phase == ThresholdPhase.Running)
        {
            State = State with { Phase = Judge() };
        }
    }

    private ThresholdPhase Judge()
    {
        if (Options.FailureLimit >= 0 && State.Failed > Options.FailureLimit)
        {
            return ThresholdPhase.Failed;
        }

        if (Options.InconclusiveLimit >= 0 && State.Inconclusive > Options.InconclusiveLimit)
        {
            return ThresholdPhase.Inconclusive;
        }

        if (State.ConsecutiveErrors > Options.ConsecutiveErrorLimit)
        {
            return ThresholdPhase.Error;
        }

        if (State.ConsecutiveSuccesses >= Options.ConsecutiveSuccessLimit)
        {
            return ThresholdPhase.Successful;
        }

        if (State.Successful + State.Failed + State.Inconclusive < (Options.Count ?? int.MaxValue))
        {
            return ThresholdPhase.Running;
        }

        return Options.ConsecutiveSuccessLimit is null ? ThresholdPhase.Successful : ThresholdPhase.Inconclusive;
    }

    private ThresholdPhase Assess(in Measurement measurement)
    {
        if (measurement.Error is not null)
        {
            return ThresholdPhase.Error;
        }

        if (measurement.Value is not { } value || double.IsNaN(value))
        {
            return ThresholdPhase.Inconclusive;
        }

        bool? successful = Options.SuccessCondition?.Contains(value);
        bool? failed = Options.FailureCondition?.Contains(value);
        return (successful, failed) switch
        {
            (_, true) => ThresholdPhase.Failed,
            (null, _) or (true, _) => ThresholdPhase.Successful,
            (false, null) => ThresholdPhase.Failed,
            (false, false) => ThresholdPhase.Inconclusive,
        };
    }
}
