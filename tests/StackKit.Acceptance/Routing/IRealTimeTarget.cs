namespace StackKit.Acceptance.Routing;

/// <summary>What is updated while others pick from it.</summary>
internal interface IRealTimeTarget
{
    /// <summary>Removes destination g, and all before it. Called for 1, 2, 3 and so on, by one thread.</summary>
    void Remove(long generation);

    /// <summary>Picks a destination.</summary>
    /// <param name="attempt">The number of the pick, to vary the way in which it is made.</param>
    /// <returns>The number of the destination.</returns>
    long Pick(long attempt);
}
