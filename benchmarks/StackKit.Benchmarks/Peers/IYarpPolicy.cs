namespace StackKit.Benchmarks.Peers;

/// <summary>Names a load balancing policy of YARP in the type, so that every policy is timed by machine code of its own.</summary>
internal interface IYarpPolicy
{
    static abstract string Name { get; }
}
