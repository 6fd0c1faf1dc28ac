namespace Shop;

/// <summary>What a customer orders.</summary>
internal sealed record Order(string Product, int Quantity);
