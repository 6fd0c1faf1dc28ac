namespace StackKit.Acceptance.Routing;

/// <summary>A way to choose by weight in turn, for comparison.</summary>
internal interface ISchedule
{
    /// <summary>Chooses.</summary>
    /// <returns>The index of the weight.</returns>
    int Next();
}
