namespace StackKit.Routing.AspNetCore;

/// <summary>Where the clock of a request stops for the counters of its router. Telemetry has both.</summary>
public enum LatencyMeasure
{
    /// <summary>When the response begins: what the version needed, whatever the client's line and the length of a stream.</summary>
    FirstByte,

    /// <summary>When the response has ended.</summary>
    End,
}
