using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace StackKit.Routing;

/// <summary>Checks fields where they enter.</summary>
internal static class Require
{
    public const int MaxNameLength = 128;
    public const string VisibleName = "must be 1 to 128 visible characters, without white space.";

    /// <summary>Refuses a field unless a condition holds.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="field">The field, such as <c>Arms[1].Weight</c>.</param>
    /// <param name="rule">What it must be, to follow the name of the field.</param>
    /// <exception cref="RoutingConfigurationException">The condition does not hold.</exception>
    public static void That(
        [DoesNotReturnIf(false)] bool condition,
        [InterpolatedStringHandlerArgument(nameof(condition))] RefusalText field,
        [InterpolatedStringHandlerArgument(nameof(condition))] RefusalText rule)
    {
        if (!condition)
        {
            string name = field.Take();
            throw new RoutingConfigurationException($"{name} {rule.Take()}", name);
        }
    }

    public static bool IsWeight(double weight) => double.IsFinite(weight) && weight >= 0;

    public static bool IsRouterName(string? name) =>
        name is { Length: >= 1 and <= MaxNameLength } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>Says whether a text is an HTTP token (RFC 9110, section 5.6.2) of at most 128 characters.</summary>
    public static bool IsToken(string? name) =>
        name is { Length: >= 1 and <= MaxNameLength } && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    /// <summary>Says whether a text is 1 to 128 visible characters.</summary>
    public static bool IsVisibleName([NotNullWhen(true)] string? name)
    {
        if (name is not { Length: >= 1 and <= MaxNameLength })
        {
            return false;
        }

        foreach (char c in name)
        {
            bool isPlain = c is > ' ' and <= '~'; // nearly always, and cheaper to tell
            if (!isPlain && (char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c)))
            {
                return false;
            }
        }

        return true;
    }
}
