namespace StackKit.PackageTests.Snippets;

/// <summary>What both versions of an application have.</summary>
public interface IPrices
{
    /// <summary>Gets the price.</summary>
    decimal Get();
}
