namespace StackKit.Routing.Yarp;

/// <summary>The names of the metadata that StackKit reads from YARP's configuration.</summary>
public static class YarpMetadata
{
    /// <summary>Of a destination: the version that it runs. A destination without it gets no request of a routed cluster.</summary>
    public const string Version = "Version";

    /// <summary>Of a cluster: the router that divides its requests. Without it, the router with the name of the cluster, if there is one.</summary>
    public const string Router = "Router";

    // Set by StackKit itself: the exact id of the endpoint, which the id of a destination may not be.
    internal const string Endpoint = "StackKit.Endpoint";
}
