using StackKit.Acceptance.Api;

namespace StackKit.Deploy.AspNetCore.Tests;

public sealed class HostileInputTests(WaitingWorld waiting) : IClassFixture<WaitingWorld>
{
    public static TheoryData<string> Names => [.. HostileRequests.All.Select(static r => r.Name)];

    [Fact]
    public void Requests_Always_AreMany() => Assert.True(HostileRequests.All.Select(static r => r.Name).Distinct(StringComparer.Ordinal).Count() >= 40);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Send_HostileRequest_IsRefusedAndChangesNothing(string name)
    {
        HostileRequest request = HostileRequests.All.Single(r => r.Name == name);

        string? fault = await new HostileTrial(waiting.World, waiting.RolloutId).TryAsync(request, Deadline.Token);

        Assert.Null(fault);
    }

    [Fact]
    public async Task Send_RightRequestAfterAll_IsAnswered()
    {
        ApiAnswer answer = await waiting.World.GetAsync("services/shop/rollout", "ana");

        Assert.Equal(200, answer.Status);
    }
}
