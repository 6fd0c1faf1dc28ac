using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace StackKit.Routing.AspNetCore.Tests;

public sealed class DecisionTests
{
    [Fact]
    public async Task GetRouteDecision_RoutedRequest_SaysVersionAndReason()
    {
        await using RoutedApp app = await RoutedApp.StartAsync(Echo);
        app.RouteToOne();

        string answer = await app.Client.GetStringAsync("/");

        Assert.Equal("1 Exact", answer);
    }

    [Fact]
    public async Task UseStackKitRouting_NoSplit_PassesThrough()
    {
        await using RoutedApp app = await RoutedApp.StartAsync(Echo);

        string answer = await app.Client.GetStringAsync("/");

        Assert.Equal(" None", answer);
        Assert.Empty(app.Router.ReadCounters().Arms);
    }

    [Fact]
    public async Task UseStackKitRouting_NoVersionTakesRequests_Answers503WithoutReachingTheApplication()
    {
        int reached = 0;
        await using RoutedApp app = await RoutedApp.StartAsync(pipeline =>
        {
            pipeline.UseStackKitRouting("shop");
            pipeline.Run(_ =>
            {
                Interlocked.Increment(ref reached);
                return Task.CompletedTask;
            });
        });
        app.Router.SetSplit(new Split { Arms = [new Arm("1", 0)] });

        using HttpResponseMessage response = await app.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(0, reached);
        Assert.Equal(0, app.Router.GetInFlight("1"));
    }

    [Fact]
    public async Task UseStackKitRouting_TenPercent_IsExact()
    {
        await using RoutedApp app = await RoutedApp.StartAsync(Echo);
        app.Router.SetSplit(new Split { Arms = [new Arm("1", 90), new Arm("2", 10)] });

        int candidate = 0;
        for (int i = 0; i < 100; i++)
        {
            candidate += await app.Client.GetStringAsync("/") == "2 Exact" ? 1 : 0;
        }

        Assert.InRange(candidate, 8, 12);
    }

    [Theory]
    [InlineData("1", "old")]
    [InlineData("2", "new")]
    public async Task GetRequiredVersionedService_ServicePerVersion_IsThatOfTheDecision(string version, string expected)
    {
        await using RoutedApp app = await StartVersionedAsync();
        app.Router.SetSplit(new Split { Arms = [new Arm(version, 1)] });

        string answer = await app.Client.GetStringAsync("/");

        Assert.Equal(expected, answer);
    }

    [Fact]
    public async Task GetRequiredVersionedService_NoServiceForTheVersion_FailsTheRequest()
    {
        await using RoutedApp app = await StartVersionedAsync();
        app.Router.SetSplit(new Split { Arms = [new Arm("3", 1)] });

        using HttpResponseMessage response = await app.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Fact]
    public void GetRequiredVersionedService_NoDecision_SaysWhatToWrite()
    {
        DefaultHttpContext context = new();

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => context.GetRequiredVersionedService<Prices>());

        Assert.Contains("UseStackKitRouting", exception.Message, StringComparison.Ordinal);
    }

    private static Task<RoutedApp> StartVersionedAsync() => RoutedApp.StartAsync(
        static _ => { },
        static services => services.AddKeyedScoped("1", (_, _) => new Prices("old")).AddKeyedScoped("2", (_, _) => new Prices("new")),
        static pipeline =>
        {
            pipeline.UseStackKitRouting("shop");
            pipeline.Run(static context => context.Response.WriteAsync(context.GetRequiredVersionedService<Prices>().Name));
        });

    private static void Echo(WebApplication pipeline)
    {
        pipeline.UseStackKitRouting("shop");
        pipeline.Run(static context =>
        {
            RouteDecision decision = context.GetRouteDecision();
            return context.Response.WriteAsync($"{decision.Version} {decision.Reason}");
        });
    }

    private sealed record Prices(string Name);
}
