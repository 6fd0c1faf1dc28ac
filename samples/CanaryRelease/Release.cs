using StackKit.Deploy;

namespace CanaryRelease;

/// <summary>A version of the shop and what is to become of it.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Version">The version.</param>
/// <param name="Description">What is wrong with it.</param>
/// <param name="Expected">How its release ends.</param>
/// <param name="Arguments">What the shop is started with.</param>
internal sealed record Release(string Name, string Version, string Description, RolloutPhase Expected, string[] Arguments)
{
    public static IReadOnlyList<Release> All { get; } =
    [
        new("healthy", "2.0", "a good version", RolloutPhase.Succeeded, []),
        new("errors", "2.1", "5 % of its requests fail", RolloutPhase.RolledBack, ["--error", "0.05"]),
        new("slow", "2.2", "40 % slower", RolloutPhase.RolledBack, ["--slow", "1.4"]),
    ];
}
