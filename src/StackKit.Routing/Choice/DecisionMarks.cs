namespace StackKit.Routing;

/// <summary>What a decision holds and must give back when it is reported.</summary>
[Flags]
internal enum DecisionMarks : byte
{
    None = 0,

    /// <summary>Counted in flight on the arm, in the cell of its stripe, and on the endpoint if it has one.</summary>
    InFlight = 1,

    /// <summary>Holds a reservation of the failure budget.</summary>
    Budget = 2,
}
