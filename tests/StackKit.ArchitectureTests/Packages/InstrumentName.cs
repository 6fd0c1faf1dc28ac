namespace StackKit.ArchitectureTests.Packages;

/// <summary>An instrument and the meter that it belongs to.</summary>
internal sealed record InstrumentName(string Meter, string Name);
