using Microsoft.AspNetCore.Builder;
using StackKit.PackageTests.Newcomer;
using StackKit.PackageTests.Packing;
using StackKit.PackageTests.Running;

namespace StackKit.PackageTests;

[Collection(nameof(PackedCollection))]
public sealed class NewcomerTests(PackedFeed feed)
{
    private const int Settled = 50;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Program_OfTheReadme_ProxiesByVersionAndReleasesTheNextOne()
    {
        await using WebApplication one = await LoopbackApp.StartUpstreamAsync("1");
        await using WebApplication two = await LoopbackApp.StartUpstreamAsync("2");
        Dictionary<string, string?> settings = LoopbackApp.DescribeCluster(LoopbackApp.AddressOf(one, ""), LoopbackApp.AddressOf(two, ""));
        settings["StackKit:Deploy:Services:shop:StableVersion"] = "1";
        settings["StackKit:Deploy:Services:shop:BakeTime"] = "00:00:00";
        using NewcomerProject project = await NewcomerProject.BuildAsync(feed, settings);
        using CancellationTokenSource limit = new(s_limit, TimeProvider.System);
        (ListeningProcess process, Uri address) = await ListeningProcess.StartAsync(project.Program, project.Folder, limit.Token);
        using ListeningProcess running = process;
        using HttpClient client = new() { BaseAddress = address };

        await SendUntilAllAsync(client, "version 1", running, limit.Token);
        using HttpResponseMessage release = await client.PostAsync(new Uri("releases/2", UriKind.Relative), null, limit.Token);
        await SendUntilAllAsync(client, "version 2", running, limit.Token);

        Assert.True(release.IsSuccessStatusCode, $"{release.StatusCode}\n{running.Output}");
    }

    // Every answer must be of a version; the wanted one has taken over when it has given many answers in a row.
    private static async Task SendUntilAllAsync(HttpClient client, string wanted, ListeningProcess process, CancellationToken cancellationToken)
    {
        int inARow = 0;
        try
        {
            while (inARow < Settled)
            {
                string answer = await client.GetStringAsync(new Uri("price", UriKind.Relative), cancellationToken);
                Assert.StartsWith("version ", answer, StringComparison.Ordinal);
                inARow = answer == wanted ? inARow + 1 : 0;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException)
        {
            Assert.Fail($"Not all requests are answered by {wanted}: {exception.Message}\n{process.Output}");
        }
    }
}
