namespace StackKit.PackageTests.Snippets;

/// <summary>Version 2 of the prices.</summary>
public sealed class PricesV2 : IPrices
{
    /// <inheritdoc/>
    public decimal Get() => 20.5m;
}
