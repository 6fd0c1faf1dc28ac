using System.Globalization;

namespace StackKit.Acceptance.Gateways.Watching;

/// <summary>One line of a <see cref="Witness"/>.</summary>
/// <param name="What">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Values">What else is known, depending on what happened.</param>
internal sealed record WitnessLine(string What, long At, IReadOnlyList<string> Values)
{
    /// <summary>Reads a line.</summary>
    /// <returns>Null when it is not whole.</returns>
    public static WitnessLine? Parse(string line)
    {
        string[] fields = line.Split('\t');
        return fields.Length > 1 && long.TryParse(fields[1], CultureInfo.InvariantCulture, out long at) ? new WitnessLine(fields[0], at, fields[2..]) : null;
    }

    public long Number(int index) => long.Parse(Values[index], CultureInfo.InvariantCulture);
}
