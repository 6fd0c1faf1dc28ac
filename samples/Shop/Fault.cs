namespace Shop;

/// <summary>What is wrong with this version of the shop.</summary>
internal sealed record Fault
{
    /// <summary>The share of requests that fail, from 0 to 1.</summary>
    public double Error { get; init; }

    /// <summary>Added to every request, in milliseconds.</summary>
    public double DelayMs { get; init; }

    /// <summary>Multiplies the usual latency.</summary>
    public double Slow { get; init; } = 1;

    /// <summary>The share of requests that take <see cref="TailMs"/> longer, from 0 to 1.</summary>
    public double Tail { get; init; }

    /// <summary>Added to the requests of the tail, in milliseconds.</summary>
    public double TailMs { get; init; } = 50;

    /// <summary>Requests with a header <c>X-Fail</c> fail.</summary>
    public bool FailMarked { get; init; }

    /// <summary>The status of a failed request, and the code in an envelope.</summary>
    public int Status { get; init; } = 500;

    /// <summary>A failed request answers 200 with <c>{"code":500}</c>.</summary>
    public bool Envelope { get; init; }

    public static string Allowed => "Write error from 0 to 1, delayMs from 0 to 60000, slow from 0.01 to 1000 and status from 400 to 599, tail from 0 to 1 and tailMs from 0 to 60000.";

    /// <summary>Says whether every value makes sense.</summary>
    public bool IsValid() => Error is >= 0 and <= 1 && DelayMs is >= 0 and <= 60_000 && Slow is >= 0.01 and <= 1000 && Status is >= 400 and <= 599
        && Tail is >= 0 and <= 1 && TailMs is >= 0 and <= 60_000;
}
