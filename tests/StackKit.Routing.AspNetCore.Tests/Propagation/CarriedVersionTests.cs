using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace StackKit.Routing.AspNetCore.Tests.Propagation;

/// <summary>Which version reaches the services that a request calls.</summary>
public sealed class CarriedVersionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Carry_Enabled_IsWhatServed(bool diagnostics)
    {
        await using Chain chain = await Chain.StartAsync(diagnostics, enabled: true);

        ChainAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => chain.SendAsync(Chain.Outside, "")));

        Assert.All(answers, static answer => Assert.Equal($"stackkit.version={answer.Version}", answer.Received));
        Assert.Equal(2, answers.Select(static answer => answer.Version).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Carry_Disabled_IsNothing(bool diagnostics)
    {
        await using Chain chain = await Chain.StartAsync(diagnostics, enabled: false);

        ChainAnswer answer = await chain.SendAsync(Chain.Inside, "");

        Assert.Empty(answer.Received);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Carry_OtherMembers_TravelWithIt(bool diagnostics)
    {
        await using Chain chain = await Chain.StartAsync(diagnostics, enabled: true);
        chain.App.RouteToOne();

        ChainAnswer answer = await chain.SendAsync(Chain.Outside, "baggage: tenant=acme,flag=%C3%BC;a=b");

        Assert.Equal("flag=%C3%BC%3Ba=b, stackkit.version=1, tenant=acme", answer.Received);
        Assert.Equal("tenant=acme,flag=%C3%BC;a=b", answer.Baggage);
    }

    [Fact]
    public async Task Carry_VersionInAnyScript_ArrivesWhole()
    {
        await using Chain chain = await Chain.StartAsync(diagnostics: true, enabled: true);
        chain.App.Router.SetSplit(new Split { Arms = [new Arm("2.0+ü;,=%キ", 1), new Arm("1", 1)] });

        ChainAnswer[] outside = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => chain.SendAsync(Chain.Outside, "")));
        ChainAnswer other = outside.First(static answer => answer.Received != "stackkit.version=1");
        ChainAnswer[] inside = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => chain.SendAsync(Chain.Inside, $"baggage: {other.Received}")));

        Assert.All(inside, answer => Assert.Equal(("Inherited", other.Received), (answer.Reason, answer.Received)));
    }

    [Fact]
    public async Task Carry_KeyIsSet_IsUsed()
    {
        await using Chain chain = await Chain.StartAsync(
            diagnostics: true,
            static options =>
            {
                Chain.Trust(options, enabled: true);
                options.Propagation.Key = "acme-release";
            },
            static _ => { },
            static app => app.UseStackKitRouting("shop"));

        ChainAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => chain.SendAsync(Chain.Inside, "baggage: acme-release=2,stackkit.version=1")));

        Assert.All(answers, static answer => Assert.Equal("2|Inherited|acme-release=2, stackkit.version=1", $"{answer.Version}|{answer.Reason}|{answer.Received}"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Carry_NestedRouters_IsTheOutermost(bool diagnostics)
    {
        await using Chain chain = await StartNestedAsync(diagnostics, "blue", "1");

        ChainAnswer answer = await chain.SendAsync(Chain.Outside, "");

        Assert.Equal(("1", "stackkit.version=blue"), (answer.Version, answer.Received));
    }

    [Fact]
    public async Task Carry_NestedRoutersOfWhichOnlyTheInnerKnowsWhatCame_IsWhatTheInnerServed()
    {
        await using Chain chain = await StartNestedAsync(diagnostics: true, "blue", "1", "2");

        ChainAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => chain.SendAsync(Chain.Inside, "baggage: stackkit.version=2")));

        Assert.All(answers, static answer => Assert.Equal(("2", "Inherited", "stackkit.version=2"), (answer.Version, answer.Reason, answer.Received)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Carry_FallBack_IsWhatServesInTheEnd(bool diagnostics)
    {
        await using Chain chain = await Chain.StartAsync(diagnostics, static options => Chain.Trust(options, enabled: true), static _ => { }, static app =>
        {
            app.UseStackKitRouting("shop");
            app.Use(static (context, next) =>
            {
                Assert.True(context.Features.Get<RoutedRequest>()!.TryFallBack());
                return next(context);
            });
        });

        ChainAnswer answer = await chain.SendAsync(Chain.Inside, "baggage: stackkit.version=2");

        Assert.Equal(("1", "stackkit.version=1"), (answer.Version, answer.Received));
    }

    [Fact]
    public async Task Carry_FallBackOfAnInnerRouter_LeavesTheOutermost()
    {
        await using Chain chain = await StartNestedAsync(diagnostics: true, static (context, next) =>
        {
            Assert.True(context.Features.Get<RoutedRequest>()!.TryFallBack());
            return next(context);
        }, "blue", "1", "2");

        ChainAnswer answer = await chain.SendAsync(Chain.Outside, "");

        Assert.Equal("stackkit.version=blue", answer.Received);
    }

    [Fact]
    public async Task Carry_PipelineRunsAgain_StaysTheSame()
    {
        await using Chain chain = await Chain.StartAsync(diagnostics: true, static options => Chain.Trust(options, enabled: true), static _ => { }, static app =>
        {
            app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error" });
            app.UseStackKitRouting("shop");
            app.Use(static (context, next) => context.Features.Get<IExceptionHandlerFeature>() is null ? throw new InvalidOperationException("broken") : next(context));
        });

        ChainAnswer answer = await chain.SendAsync(Chain.Inside, "baggage: stackkit.version=2");

        Assert.Equal(("2", "stackkit.version=2"), (answer.Version, answer.Received));
    }

    [Fact]
    public async Task Carry_ServerStartsNoActivity_KeepsTheTraceAndEndsItsOwn()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        Activity? during = null;
        await using Chain chain = await Chain.StartAsync(diagnostics: false, static options => Chain.Trust(options, enabled: true), static _ => { }, app =>
        {
            app.Use((context, next) =>
            {
                during = Activity.Current;
                return next(context);
            });
            app.UseStackKitRouting("shop");
        });

        await chain.SendAsync(Chain.Outside, $"traceparent: 00-{Trace}-b7ad6b7169203331-01");

        Assert.StartsWith($"00-{Trace}-", chain.Downstream.Trace, StringComparison.Ordinal);
        Assert.EndsWith("-01", chain.Downstream.Trace, StringComparison.Ordinal);
        await Condition.HoldsAsync(() => during!.IsStopped);
    }

    [Fact]
    public async Task Carry_ManyRequestsAtOnce_AreNotMixed()
    {
        await using Chain chain = await Chain.StartAsync(diagnostics: false, enabled: true);

        ChainAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => chain.SendAsync(Chain.Outside, "")));

        Assert.All(answers, static answer => Assert.Equal($"stackkit.version={answer.Version}", answer.Received));
        Assert.Equal(2, answers.Select(static answer => answer.Version).Distinct(StringComparer.Ordinal).Count());
    }

    private static Task<Chain> StartNestedAsync(bool diagnostics, string outer, params string[] inner) => StartNestedAsync(diagnostics, static (context, next) => next(context), outer, inner);

    private static async Task<Chain> StartNestedAsync(bool diagnostics, Func<HttpContext, RequestDelegate, Task> last, string outer, params string[] inner)
    {
        Chain chain = await Chain.StartAsync(diagnostics, static options => Chain.Trust(options, enabled: true), static _ => { }, app =>
        {
            app.UseStackKitRouting("gateway");
            app.UseStackKitRouting("shop");
            app.Use(last);
        });
        chain.App.Services.GetRequiredService<RouterSet>().GetOrAdd("gateway").SetSplit(new Split { Arms = [new Arm(outer, 1)] });
        chain.App.Router.SetSplit(new Split { Arms = [.. inner.Select(static version => new Arm(version, 1))] });
        return chain;
    }
}
