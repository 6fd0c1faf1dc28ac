namespace StackKit.Deploy.AspNetCore.Tests;

/// <summary>Ends tests that hang.</summary>
internal static class Deadline
{
    /// <summary>Gets a token that ends in five minutes from now.</summary>
    public static CancellationToken Token => new CancellationTokenSource(TimeSpan.FromMinutes(5), TimeProvider.System).Token;
}
