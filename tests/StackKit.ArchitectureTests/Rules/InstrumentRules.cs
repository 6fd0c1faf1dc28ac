using System.Text.RegularExpressions;
using StackKit.ArchitectureTests.Packages;

namespace StackKit.ArchitectureTests.Rules;

/// <summary>A meter has the name of its package, and instruments are called <c>stackkit.</c> and so on, in lower case with dots.</summary>
internal static partial class InstrumentRules
{
    public static IEnumerable<string> FindViolations(IEnumerable<InstrumentName> instruments, IReadOnlyCollection<string> packages)
    {
        foreach (InstrumentName instrument in instruments)
        {
            if (!packages.Contains(instrument.Meter, StringComparer.Ordinal))
            {
                yield return $"The meter {instrument.Meter} is not named after a package.";
            }

            if (!Allowed().IsMatch(instrument.Name))
            {
                yield return $"{instrument.Meter}: the instrument {instrument.Name} is not named stackkit.…";
            }
        }
    }

    [GeneratedRegex(@"^stackkit(\.[a-z][a-z0-9_]*)+\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Allowed();
}
