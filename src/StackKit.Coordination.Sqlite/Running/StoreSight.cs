namespace StackKit.Coordination.Sqlite;

/// <summary>What was seen of the store at one moment.</summary>
/// <param name="Incarnation">Which of the stores behind the path it was, counted by this process.</param>
/// <param name="Revision">How far it had come.</param>
internal sealed record StoreSight(int Incarnation, long Revision);
