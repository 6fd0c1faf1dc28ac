using System.Security.Cryptography;
using StackKit.Deploy.Processes.Launching;
using StackKit.Deploy.Processes.Tests.Worlds;

namespace StackKit.Deploy.Processes.Tests;

public sealed class ProcessTargetFactsTests
{
    [Fact]
    public async Task IdentifyAsync_RunThroughAHost_IsTheFileThatItIsGiven()
    {
        await using ProcessWorld world = new();

        VersionArtifact? artifact = await world.Target.IdentifyAsync("shop", "7", CancellationToken.None);

        Assert.EndsWith("Shop.dll", artifact!.Uri, StringComparison.Ordinal);
        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(artifact.Uri))), artifact.Checksum);
    }

    [Theory]
    [InlineData("/nowhere/at-all", false)]
    [InlineData("sh", true)]
    [InlineData("no-such-program-anywhere", false)]
    public async Task IdentifyAsync_Program_IsFoundAsItIsStarted(string program, bool found)
    {
        LaunchPlan plan = new(program, ["--flag", ""], Path.GetTempPath(), new Dictionary<string, string>(StringComparer.Ordinal));

        VersionArtifact? artifact = await ArtifactFinder.IdentifyAsync(plan, CancellationToken.None);

        Assert.Equal(found, artifact is not null);
    }

    [Fact]
    public async Task EstimateCapacityAsync_NothingRuns_IsNotKnown()
    {
        await using ProcessWorld world = new();

        Assert.Null(await world.Target.EstimateCapacityAsync("shop", "7", 2, CancellationToken.None));
    }

    [Fact]
    public async Task EstimateCapacityAsync_AsManyAsNoMachineHolds_IsNotSufficient()
    {
        await using ProcessWorld world = new();
        await world.Target.PrepareAsync(ProcessWorld.Operation("a/prepare/0", "7"), CancellationToken.None);

        TargetCapacity? few = await world.Target.EstimateCapacityAsync("shop", "8", 1, CancellationToken.None);
        TargetCapacity? many = await world.Target.EstimateCapacityAsync("shop", "8", int.MaxValue, CancellationToken.None);

        Assert.True(few!.IsSufficient, few.Statement);
        Assert.False(many!.IsSufficient, many.Statement);
        Assert.Contains("MiB of memory", few.Statement, StringComparison.Ordinal);
    }
}
