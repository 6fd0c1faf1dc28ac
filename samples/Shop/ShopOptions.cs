namespace Shop;

/// <summary>How this shop is started: section <c>Shop</c>, environment variables such as <c>Shop__Error</c>, or the command line.</summary>
internal sealed class ShopOptions
{
    /// <summary>Short names on the command line, such as <c>--delay-ms 5</c>.</summary>
    public static readonly Dictionary<string, string> Switches = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--version"] = "Shop:Version",
        ["--seed"] = "Shop:Seed",
        ["--error"] = "Shop:Error",
        ["--delay-ms"] = "Shop:DelayMs",
        ["--slow"] = "Shop:Slow",
        ["--status"] = "Shop:Status",
        ["--envelope"] = "Shop:Envelope",
    };

    public string Version { get; set; } = "1";

    /// <summary>The seed of latencies and failures; null means another one at each start.</summary>
    public int? Seed { get; set; }

    public double Error { get; set; }

    public double DelayMs { get; set; }

    public double Slow { get; set; } = 1;

    public int Status { get; set; } = 500;

    public bool Envelope { get; set; }

    public Fault ToFault() => new() { Error = Error, DelayMs = DelayMs, Slow = Slow, Status = Status, Envelope = Envelope };
}
