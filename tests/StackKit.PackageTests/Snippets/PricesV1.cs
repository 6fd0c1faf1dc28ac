namespace StackKit.PackageTests.Snippets;

/// <summary>Version 1 of the prices.</summary>
public sealed class PricesV1 : IPrices
{
    /// <inheritdoc/>
    public decimal Get() => 10.5m;
}
