namespace StackKit.Routing;

/// <summary>A kind of condition for rules, for applications that need another one than users, networks, headers and cookies.</summary>
/// <remarks>
/// Register it as a service, or give it to <see cref="RouterEnvironment.RuleMatchers"/>, and name it in a <see cref="CustomMatch"/>. Rules that use none pay nothing
/// for it. Implementations are thread-safe.
/// </remarks>
public interface IRuleMatcher
{
    /// <summary>Gets the name that rules use for this matcher: 1 to 128 of the characters A-Z, a-z, 0-9, dot, underscore and hyphen.</summary>
    string Name { get; }

    /// <summary>Compiles a condition, when the split that holds it is set and never during a choice.</summary>
    /// <param name="value">The value of the rule, in the matcher's own form.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="FormatException">The value is not of that form; the message says what to write. The split is refused with it.</exception>
    IRuleCondition Compile(string value);
}
