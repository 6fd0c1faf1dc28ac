using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace StackKit.Routing.AspNetCore.Tests;

public sealed class LatencyTests
{
    [Theory]
    [InlineData(LatencyMeasure.FirstByte, 1)]
    [InlineData(LatencyMeasure.End, 11)]
    public async Task Latency_StreamedResponse_StopsWhereItIsMeasured(LatencyMeasure measure, int seconds)
    {
        FakeTimeProvider time = new();
        await using RoutedApp app = await RoutedApp.StartAsync(
            options => options.Latency = measure,
            services => services.AddSingleton<TimeProvider>(time),
            pipeline => pipeline.UseStackKitRouting("shop").Run(async context =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await context.Response.WriteAsync("begun");
                await context.Response.Body.FlushAsync();
                time.Advance(TimeSpan.FromSeconds(10));
                await context.Response.WriteAsync(" ended");
            }));
        app.RouteToOne();

        string answer = await app.Client.GetStringAsync("/");

        Assert.Equal("begun ended", answer);
        Assert.Equal(TimeSpan.FromSeconds(seconds), (await app.ReadAsync(1)).Latency.Sum);
    }

    [Fact]
    public async Task Options_NullKey_FailsAtStart()
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            RoutedApp.StartAsync(static options => options.StickyKey = null!, static _ => { }, static _ => { }));

        Assert.Contains("StickyKey", exception.Message, StringComparison.Ordinal);
    }
}
