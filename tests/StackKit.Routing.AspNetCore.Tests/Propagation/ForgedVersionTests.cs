using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace StackKit.Routing.AspNetCore.Tests.Propagation;

/// <summary>What a client from outside writes into its baggage changes nothing, here or further inside.</summary>
public sealed class ForgedVersionTests
{
    private static readonly string[] s_headers =
    [
        "baggage: stackkit.version=2",
        "BAGGAGE: stackkit.version\t=\t2",
        "baggage: stackkit.version",
        "baggage: stackkit.version;x=2",
        "baggage: stackkit.version=2;stackkit.version=2",
        "baggage: StackKit.Version=2",
        "baggage: %73tackkit.version=2",
        "baggage: stackkit%2Eversion=2",
        "baggage: %2573tackkit.version=2",
        "baggage: %25252525252525252573tackkit.version=2",
        "baggage: %20%20+stackkit.version%20=2",
        "baggage: +stackkit.version+=2",
        "baggage: \u0001stackkit.version\u0002=2",
        "baggage: \u00a0stackkit.version=2",
        "baggage: stackkit.version=%zz",
        "baggage: stackkit.version=%3",
        "baggage: ,,stackkit.version=2,,",
        "baggage: stackkit.version=1\r\nbaggage: stackkit.version=2",
        "Correlation-Context: stackkit.version=2",
        "correlation-context: %73tackkit.version=2",
        "baggage: stackkit.version=2\r\nCorrelation-Context: stackkit.version=2",
        "baggage: stackkit.version=" + new string('2', 20_000),
        "baggage: " + string.Join(',', Enumerable.Repeat("stackkit.version=2", 1_000)),
        "baggage: " + string.Concat(Enumerable.Repeat("%20", 1_000)) + "stackkit.version=2",
    ];

    public static TheoryData<string, bool, bool, bool> Forged()
    {
        TheoryData<string, bool, bool, bool> data = [];
        foreach (string header in s_headers)
        {
            data.Add(header, true, true, true);
            data.Add(header, true, true, false);
            data.Add(header, true, false, true);
            data.Add(header, false, true, true);
            data.Add(header, false, false, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task Admit_UntrustedSource_NothingOfItIsLeft(string header, bool diagnostics, bool enabled, bool routed)
    {
        await using Chain chain = await Chain.StartAsync(diagnostics, options => Chain.Trust(options, enabled), static _ => { }, app => Use(app, routed));
        chain.App.RouteToOne();
        ChainAnswer honest = await chain.SendAsync(Chain.Outside, "");

        ChainAnswer forged = await chain.SendAsync(Chain.Outside, header);

        Assert.Equal(honest with { Baggage = "" }, forged with { Baggage = "" });
        Assert.Empty(forged.Baggage.Trim(',', ' '));
    }

    [Theory]
    [InlineData("tenant=acme, stackkit.version=2,flag = on;p=1", "tenant=acme,flag = on;p=1")]
    [InlineData("stackkit.version=2, tenant=%61cme", "tenant=%61cme")]
    [InlineData("tenant=acme,stackkit.version=2", "tenant=acme")]
    [InlineData("stackkit.versions=2,xstackkit.version=2,stackkit=version,other=stackkit.version", "stackkit.versions=2,xstackkit.version=2,stackkit=version,other=stackkit.version")]
    [InlineData("a=1;stackkit.version=2", "a=1;stackkit.version=2")] // a property of another member
    public async Task Admit_OtherMembers_StayAsTheyWereWritten(string sent, string seen)
    {
        await using Chain chain = await Chain.StartAsync(diagnostics: false, enabled: false);

        ChainAnswer current = await chain.SendAsync(Chain.Outside, $"baggage: {sent}");
        ChainAnswer legacy = await chain.SendAsync(Chain.Outside, $"Correlation-Context: {sent}");

        Assert.Equal((seen, ""), (current.Baggage, current.Legacy));
        Assert.Equal(("", seen), (legacy.Baggage, legacy.Legacy));
    }

    [Fact]
    public async Task Admit_OtherMembersAmongManyForgedOnes_TravelOn()
    {
        string forged = string.Join(',', Enumerable.Range(0, 150).Select(static i => $"stackkit.version={i},StackKit.Version={i}"));
        await using Chain chain = await Chain.StartAsync(diagnostics: true, enabled: false);

        ChainAnswer answer = await chain.SendAsync(Chain.Outside, $"baggage: a=1,{forged},b=2,{forged},a=3");

        Assert.Equal("a=1, a=3, b=2", answer.Received);
    }

    [Theory]
    [InlineData("stackkit.version=2,a=1")]
    [InlineData("%73tackkit.version=2,a=1")] // the propagator of older .NET decodes keys
    [InlineData("+stackkit%2Eversion+=2,a=1")]
    public async Task Admit_ApplicationHasAnotherPropagator_NothingOfItIsLeft(string baggage)
    {
        await using Chain chain = await Chain.StartAsync(
            diagnostics: true,
            static options => Chain.Trust(options, enabled: false),
            static services => services.AddSingleton(DistributedContextPropagator.CreatePreW3CPropagator()),
            static app => app.UseStackKitRouting("shop"));

        ChainAnswer answer = await chain.SendAsync(Chain.Outside, $"baggage: {baggage}");

        Assert.Equal("a=1", answer.Received);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Admit_LibraryReadsTheHeadersWhenTheRequestBegins_SeesNoDecision(bool enabled)
    {
        List<string> seen = [];
        await using Chain chain = await Chain.StartAsync(diagnostics: true, enabled);
        using IDisposable subscription = Subscribe(chain, context => seen.Add(context.Request.Headers.Baggage.ToString()));

        await chain.SendAsync(Chain.Outside, "baggage: a=1,stackkit.version=2,b=2");

        Assert.Equal("a=1,b=2", Assert.Single(seen));
    }

    [Fact]
    public async Task Admit_LibraryHasStartedPartsOfTheRequest_NothingOfItIsLeft()
    {
        await using Chain chain = await Chain.StartAsync(diagnostics: true, enabled: true);
        chain.App.RouteToOne();
        using IDisposable subscription = Subscribe(chain, static _ =>
        {
            new Activity("outer").AddBaggage("stackkit.version", "2").AddBaggage("b", "2").Start();
            new Activity("inner").AddBaggage("c", "3").Start();
        });

        ChainAnswer answer = await chain.SendAsync(Chain.Outside, "baggage: a=1,stackkit.version=2");

        Assert.Equal("a=1, b=2, c=3, stackkit.version=1", answer.Received);
    }

    [Fact]
    public async Task Admit_LibraryHasReplacedTheActivity_NothingOfItIsLeftInEither()
    {
        Activity? server = null;
        await using Chain chain = await Chain.StartAsync(diagnostics: true, enabled: true);
        chain.App.RouteToOne();
        using IDisposable subscription = Subscribe(chain, _ =>
        {
            server = Activity.Current;
            new Activity("instead").SetParentId(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom()).AddBaggage("b", "2").Start();
        });

        ChainAnswer answer = await chain.SendAsync(Chain.Outside, "baggage: a=1,stackkit.version=2");

        Assert.Equal("b=2, stackkit.version=1", answer.Received);
        Assert.Equal("a", Assert.Single(server!.Baggage).Key);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Admit_NoBaggage_AllocatesNothing(bool enabled)
    {
        PropagationOptions options = new() { Enabled = enabled };
        VersionPropagation propagation = new(options, NullLogger.Instance);
        DefaultHttpContext context = new();
        using Activity activity = new Activity("request").Start();
        propagation.Admit(context);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            propagation.Admit(context);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task TryBegin_AdapterOutsideOfThePipeline_RemovesItFirst()
    {
        await using RoutedApp app = await RoutedApp.StartAsync(static _ => { });
        OptionsWrapper<HttpRoutingOptions> options = new(new HttpRoutingOptions { Propagation = { Enabled = true } });
        HttpRouting routing = new(new OutcomeClassifiers([]), options, app.Services.GetRequiredService<IMeterFactory>(), TimeProvider.System, NullLogger<HttpRouting>.Instance);
        DefaultHttpContext context = new() { Request = { Headers = { Baggage = "a=1,stackkit.version=2" } } };

        bool begun = routing.TryBegin(Router.Create("own", new Arm("1", 1), new Arm("2", 1)), context, out RoutedRequest? request);

        Assert.True(begun);
        Assert.Equal(RouteReason.Exact, request!.Decision.Reason);
        Assert.Equal("a=1", context.Request.Headers.Baggage);
    }

    [Fact]
    public async Task Admit_UntrustedSource_SaysSoAtDebugWithoutWhatWasSent()
    {
        RecordingLoggerProvider log = new();
        await using Chain chain = await Chain.StartAsync(
            diagnostics: false,
            static options => Chain.Trust(options, enabled: true),
            services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log)),
            static app => app.UseStackKitRouting("shop"));

        await chain.SendAsync(Chain.Outside, "baggage: a=1");
        await chain.SendAsync(Chain.Outside, "baggage: stackkit.version=forged");

        string message = Assert.Single(log.Messages, static message => message.Contains("Propagation", StringComparison.Ordinal));
        Assert.DoesNotContain("forged", message, StringComparison.Ordinal);
    }

    private static void Use(WebApplication app, bool routed)
    {
        if (routed)
        {
            app.UseStackKitRouting("shop");
        }
    }

    private static IDisposable Subscribe(Chain chain, Action<HttpContext> begin) => chain.App.Services.GetRequiredService<DiagnosticListener>().Subscribe(new Listener(begin));

    private sealed class Listener(Action<HttpContext> begin) : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Key == "Microsoft.AspNetCore.Hosting.HttpRequestIn.Start")
            {
                begin((HttpContext)value.Value!);
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
