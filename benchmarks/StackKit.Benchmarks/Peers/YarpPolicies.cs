using Yarp.ReverseProxy.LoadBalancing;

namespace StackKit.Benchmarks.Peers;

/// <summary>The load balancing policies of YARP, as type arguments.</summary>
internal static class YarpPolicies
{
    internal readonly struct RoundRobin : IYarpPolicy
    {
        public static string Name => LoadBalancingPolicies.RoundRobin;
    }

    internal readonly struct PowerOfTwoChoices : IYarpPolicy
    {
        public static string Name => LoadBalancingPolicies.PowerOfTwoChoices;
    }

    internal readonly struct Random : IYarpPolicy
    {
        public static string Name => LoadBalancingPolicies.Random;
    }

    internal readonly struct LeastRequests : IYarpPolicy
    {
        public static string Name => LoadBalancingPolicies.LeastRequests;
    }
}
