namespace StackKit.Routing;

/// <summary>Chooses between the endpoints that an <see cref="IPoolPolicy"/> was given.</summary>
/// <remarks>
/// Called for every request, from many threads at once: implementations are thread-safe and should neither block, allocate, nor read a clock. What it throws
/// reaches the caller of the router, and nothing is counted.
/// </remarks>
public interface IPoolPicker
{
    /// <summary>Chooses an endpoint.</summary>
    /// <param name="context">What is known about the request; valid during the call only.</param>
    /// <returns>The index of the endpoint in <see cref="PoolMembers.Endpoints"/>. Another number is an error: the choice throws <see cref="InvalidOperationException"/>.</returns>
    int Pick(in RouteContext context);
}
