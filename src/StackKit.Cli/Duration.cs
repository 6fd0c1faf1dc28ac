using System.Globalization;

namespace StackKit.Cli;

/// <summary>Reads lengths of time as people write them.</summary>
internal static class Duration
{
    public static TimeSpan Parse(string text, string option)
    {
        TimeSpan? parsed = text switch
        {
            [.. string number, 's'] => Scale(number, TimeSpan.FromSeconds(1)),
            [.. string number, 'm'] => Scale(number, TimeSpan.FromMinutes(1)),
            [.. string number, 'h'] => Scale(number, TimeSpan.FromHours(1)),
            _ when text.Contains(':', StringComparison.Ordinal) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) ? time : null,
            _ => Scale(text, TimeSpan.FromSeconds(1)),
        };
        return parsed is TimeSpan value && value > TimeSpan.Zero && value <= TimeSpan.FromDays(30)
            ? value
            : throw CliException.BadInput($"{option} must be more than zero and at most 30 days, such as 90s, 5m, 1h or 00:05:00.");
    }

    private static TimeSpan? Scale(string number, TimeSpan unit) =>
        double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value <= 100_000_000 ? value * unit : null;
}
