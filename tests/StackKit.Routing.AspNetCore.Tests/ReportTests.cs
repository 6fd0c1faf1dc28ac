using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace StackKit.Routing.AspNetCore.Tests;

/// <summary>Every request counts exactly once, as what its user saw.</summary>
public sealed class ReportTests
{
    [Theory]
    [InlineData(200, 0)]
    [InlineData(404, 0)]
    [InlineData(500, 1)]
    [InlineData(503, 1)]
    public async Task Report_Status_CountsOnce(int status, int failures)
    {
        await using RoutedApp app = await StartAsync(context => Answer.Status(context, status));

        using HttpResponseMessage response = await app.Client.GetAsync("/");

        Assert.Equal(status, (int)response.StatusCode);
        await AssertCountedAsync(app, requests: 1, failures);
    }

    [Fact]
    public async Task Report_Exception_CountsOneFailure()
    {
        await using RoutedApp app = await StartAsync(static _ => throw new InvalidOperationException("broken"));

        using HttpResponseMessage response = await app.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        await AssertCountedAsync(app, requests: 1, failures: 1);
    }

    [Fact]
    public async Task Report_ExceptionHandlerOutside_CountsOneFailureAndKeepsTheVersion()
    {
        List<string> versions = [];
        await using RoutedApp app = await RoutedApp.StartAsync(pipeline =>
        {
            pipeline.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error" });
            pipeline.UseStackKitRouting("shop");
            pipeline.Run(context =>
            {
                versions.Add(context.GetRouteDecision().Version);
                return context.Features.Get<IExceptionHandlerFeature>() is null ? throw new InvalidOperationException("broken") : context.Response.WriteAsync("sorry");
            });
        });
        app.RouteToOne();

        using HttpResponseMessage response = await app.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(["1", "1"], versions);
        await AssertCountedAsync(app, requests: 1, failures: 1);
    }

    [Theory]
    [InlineData(500, 1)]
    [InlineData(409, 0)]
    public async Task Report_ExceptionHandlerInside_CountsTheStatusThatItChose(int status, int failures)
    {
        await using RoutedApp app = await RoutedApp.StartAsync(pipeline =>
        {
            pipeline.UseStackKitRouting("shop");
            pipeline.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = context => Answer.Status(context, status) });
            pipeline.Run(static _ => throw new InvalidOperationException("broken"));
        });
        app.RouteToOne();

        using HttpResponseMessage response = await app.Client.GetAsync("/");

        Assert.Equal(status, (int)response.StatusCode);
        await AssertCountedAsync(app, requests: 1, failures);
    }

    [Fact]
    public async Task Report_StatusCodePagesRunThePipelineAgain_CountsOnce()
    {
        await using RoutedApp app = await RoutedApp.StartAsync(pipeline =>
        {
            pipeline.UseStatusCodePagesWithReExecute("/page");
            pipeline.UseStackKitRouting("shop");
            pipeline.Run(static context => context.Request.Path == "/page" ? context.Response.WriteAsync("page") : Answer.Status(context, 500));
        });
        app.RouteToOne();

        string page = await (await app.Client.GetAsync("/")).Content.ReadAsStringAsync();

        Assert.Equal("page", page);
        await AssertCountedAsync(app, requests: 1, failures: 1);
    }

    [Fact]
    public async Task Report_TwoRouters_CountsEachOnce()
    {
        await using RoutedApp app = await RoutedApp.StartAsync(pipeline =>
        {
            pipeline.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error" });
            pipeline.UseStackKitRouting("shop");
            pipeline.UseStackKitRouting("prices");
            pipeline.Run(static context => context.Features.Get<IExceptionHandlerFeature>() is null ? throw new InvalidOperationException("broken") : Task.CompletedTask);
        });
        Router prices = app.Services.GetRequiredService<RouterSet>().GetOrAdd("prices");
        prices.SetSplit(new Split { Arms = [new Arm("7", 1)] });
        app.RouteToOne();

        using HttpResponseMessage response = await app.Client.GetAsync("/");

        await AssertCountedAsync(app, requests: 1, failures: 1);
        ArmCounters counters = Assert.Single(prices.ReadCounters().Arms);
        Assert.Equal((1, 1, 0), (counters.Requests, counters.Failures, app.Router.GetInFlight("1")));
    }

    [Fact]
    public async Task Report_ExceptionAfterTheResponseBegan_CountsOneFailure()
    {
        await using RoutedApp app = await StartAsync(static async context =>
        {
            await context.Response.WriteAsync("half of ");
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException("broken");
        });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => app.Client.GetStringAsync("/"));

        await AssertCountedAsync(app, requests: 1, failures: 1);
    }

    [Fact]
    public async Task Report_UnreadableRequest_IsNoFailureOfTheVersion()
    {
        await using RoutedApp app = await StartAsync(static _ => throw new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge));

        using HttpResponseMessage response = await app.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        await AssertCountedAsync(app, requests: 1, failures: 0);
    }

    [Fact]
    public async Task Report_ClassifierThrows_CountsNeitherAndLeavesNothingInFlight()
    {
        await using RoutedApp app = await RoutedApp.StartAsync(
            static _ => { },
            static services => services.AddSingleton<IOutcomeClassifier, ThrowingClassifier>(),
            static pipeline => pipeline.UseStackKitRouting("shop").Run(static context => context.Response.WriteAsync("fine")));
        app.RouteToOne();

        string answer = await app.Client.GetStringAsync("/");

        Assert.Equal("fine", answer);
        Assert.Equal(1, (await app.ReadAsync(1)).Neither);
    }

    private static async Task<RoutedApp> StartAsync(RequestDelegate handler)
    {
        RoutedApp app = await RoutedApp.StartAsync(pipeline => pipeline.UseStackKitRouting("shop").Run(handler));
        app.RouteToOne();
        return app;
    }

    private static async Task AssertCountedAsync(RoutedApp app, int requests, int failures)
    {
        ArmCounters counters = await app.ReadAsync(requests);
        Assert.Equal((requests, failures, 0, 0), (counters.Requests, counters.Failures, counters.Neither, app.Router.GetInFlight("1")));
    }

    private sealed class ThrowingClassifier : IOutcomeClassifier
    {
        public string Name => "throwing";

        public Outcome Classify(in RequestResult result) => throw new InvalidOperationException("broken");
    }
}
