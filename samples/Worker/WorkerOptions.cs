namespace Worker;

/// <summary>What is to be seen.</summary>
/// <param name="Poison">Whether version 2 fails every second message.</param>
/// <param name="Delay">How long handling a message takes.</param>
public sealed record WorkerOptions(bool Poison, TimeSpan Delay);
