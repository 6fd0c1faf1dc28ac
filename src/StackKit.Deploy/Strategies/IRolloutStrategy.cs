namespace StackKit.Deploy;

/// <summary>Turns the settings of a service into steps.</summary>
/// <remarks>Must be a pure function of its context: it is called when the application starts, to check the configuration, and for every rollout.</remarks>
public interface IRolloutStrategy
{
    /// <summary>Gets the name that configuration uses for this strategy.</summary>
    string Name { get; }

    /// <summary>Gets a value indicating whether the candidate needs the capacity for everybody before the first step.</summary>
    /// <value>The default is false: as many instances as the settings of the service say.</value>
    bool NeedsFullCapacity => false;

    /// <summary>Gets the share of requests that the candidate may fail whatever the stable version does, for strategies that leave nobody on the stable version to compare with.</summary>
    /// <param name="context">The service.</param>
    /// <returns>More than 0 to 0.999; null, which is the default, for none. The analysis of the service wins when it sets one.</returns>
    double? GetMaxErrorRate(StrategyContext context) => null;

    /// <summary>Builds the steps of a rollout. Sending everything to the candidate at the end is not a step.</summary>
    /// <param name="context">The service and what its data planes can do.</param>
    /// <returns>The steps, in order.</returns>
    /// <exception cref="RolloutPlanException">The settings make no plan; the message names the setting and says what to write.</exception>
    IReadOnlyList<RolloutStep> BuildSteps(StrategyContext context);
}
