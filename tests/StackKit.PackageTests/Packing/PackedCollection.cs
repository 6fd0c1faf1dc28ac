namespace StackKit.PackageTests.Packing;

/// <summary>The tests that share one folder of packages.</summary>
[CollectionDefinition(nameof(PackedCollection))]
public sealed class PackedCollection : ICollectionFixture<PackedFeed>;
