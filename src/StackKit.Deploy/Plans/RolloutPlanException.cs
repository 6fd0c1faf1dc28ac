namespace StackKit.Deploy;

/// <summary>Thrown when settings make no plan, or a plan cannot be carried out. Nothing has changed.</summary>
public sealed class RolloutPlanException : ArgumentException
{
    /// <summary>Initializes a new instance of the <see cref="RolloutPlanException"/> class.</summary>
    /// <param name="field">The setting that is wrong, as a path.</param>
    /// <param name="problem">What is wrong and what to write instead; it continues a sentence that begins with the setting.</param>
    public RolloutPlanException(string field, string problem)
        : base($"{field} {problem}")
    {
        Field = field;
    }

    /// <summary>Gets the setting that is wrong, as a path such as <c>StackKit:Deploy:Services:shop:Canary:Steps:0:Weight</c>.</summary>
    public string Field { get; }
}
