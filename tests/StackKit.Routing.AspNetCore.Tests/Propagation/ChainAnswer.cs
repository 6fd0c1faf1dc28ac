namespace StackKit.Routing.AspNetCore.Tests.Propagation;

/// <summary>What became of a request.</summary>
/// <param name="Version">The version that served it; empty when it was not routed.</param>
/// <param name="Reason">Why.</param>
/// <param name="Received">The members of the baggage that reached the service further inside.</param>
/// <param name="Baggage">The header as the application saw it.</param>
/// <param name="Legacy">The header that .NET used before, as the application saw it.</param>
internal sealed record ChainAnswer(string Version, string Reason, string Received, string Baggage, string Legacy)
{
    public static ChainAnswer Parse(string body)
    {
        string[] parts = body.Split('|');
        Assert.True(parts.Length == 5, $"The answer was '{body}'.");
        return new ChainAnswer(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }
}
