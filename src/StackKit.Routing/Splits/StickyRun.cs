namespace StackKit.Routing;

/// <summary>Neighbouring slots of a sticky split that belong to one version.</summary>
/// <param name="Version">The version.</param>
/// <param name="Slots">How many slots: 1 to 65,536.</param>
public sealed record StickyRun(string Version, int Slots);
