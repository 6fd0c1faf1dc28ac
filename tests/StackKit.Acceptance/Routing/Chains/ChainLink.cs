namespace StackKit.Acceptance.Routing.Chains;

/// <summary>How a service of a chain takes part.</summary>
internal enum ChainLink
{
    /// <summary>It does not know StackKit.</summary>
    Plain,

    /// <summary>It divides its requests, and leaves decisions where they are taken.</summary>
    Routed,

    /// <summary>It divides its requests, passes on its decisions, and follows those that come from 127.0.0.1.</summary>
    Propagating,
}
