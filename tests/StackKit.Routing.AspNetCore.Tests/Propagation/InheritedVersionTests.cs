using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

namespace StackKit.Routing.AspNetCore.Tests.Propagation;

/// <summary>Whose decision a service follows.</summary>
public sealed class InheritedVersionTests
{
    [Theory]
    [InlineData(true, "baggage: stackkit.version=2")]
    [InlineData(false, "baggage: stackkit.version=2")]
    [InlineData(true, "baggage: a=1 , stackkit.version = %32 ,b=2")]
    [InlineData(true, "baggage: a=1\r\nBaggage: stackkit.version=2")]
    [InlineData(true, "baggage: stackkit.version=2,stackkit.version=2")]
    [InlineData(true, "Correlation-Context: stackkit.version=2")] // from a service on an older .NET
    public async Task Inherit_TrustedSource_IsFollowedAndPassedOnOnce(bool diagnostics, string header)
    {
        await using Chain chain = await Chain.StartAsync(diagnostics, enabled: true);

        ChainAnswer[] answers = [await chain.SendAsync(Chain.Inside, header), await chain.SendAsync(Chain.Inside, header)];

        Assert.All(answers, static answer => Assert.Equal(("2", "Inherited"), (answer.Version, answer.Reason)));
        Assert.All(answers, static answer => Assert.Equal("stackkit.version=2", Assert.Single(answer.Received.Split(", "), static member => member.Contains("stackkit", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Inherit_VersionOfWeightZero_IsNotFollowedAndNotPassedOn(bool diagnostics)
    {
        await using Chain chain = await Chain.StartAsync(diagnostics, enabled: true);

        ChainAnswer answer = await chain.SendAsync(Chain.Inside, "baggage: stackkit.version=off");

        Assert.Equal(("Exact", $"stackkit.version={answer.Version}"), (answer.Reason, answer.Received));
    }

    [Fact]
    public async Task Inherit_VersionThatTheServiceDoesNotHave_IsPassedOnAsItCame()
    {
        await using Chain chain = await Chain.StartAsync(diagnostics: true, enabled: true);

        ChainAnswer answer = await chain.SendAsync(Chain.Inside, "baggage: stackkit.version=green");

        Assert.Equal(("Exact", "stackkit.version=green"), (answer.Reason, answer.Received));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Inherit_RequestThatPassesNoRouter_PassesItOn(bool diagnostics, bool enabled)
    {
        await using Chain chain = await Chain.StartAsync(diagnostics, options => Chain.Trust(options, enabled), static _ => { }, static _ => { });

        ChainAnswer answer = await chain.SendAsync(Chain.Inside, "baggage: stackkit.version=2,a=1");

        Assert.Equal("a=1, stackkit.version=2", answer.Received);
    }

    [Fact]
    public async Task Inherit_Disabled_IsNotFollowedButPassedOn()
    {
        await using Chain chain = await Chain.StartAsync(diagnostics: true, enabled: false);

        ChainAnswer answer = await chain.SendAsync(Chain.Inside, "baggage: stackkit.version=2");

        Assert.Equal(("Exact", "stackkit.version=2"), (answer.Reason, answer.Received));
    }

    [Fact]
    public async Task Inherit_DisabledWithoutAnActivity_IsLeftToTheApplication()
    {
        await using Chain chain = await Chain.StartAsync(diagnostics: false, enabled: false);

        ChainAnswer answer = await chain.SendAsync(Chain.Inside, "baggage: stackkit.version=2");

        Assert.Equal(("Exact", "stackkit.version=2"), (answer.Reason, answer.Baggage));
    }

    [Theory]
    [InlineData("baggage: stackkit.version=1,stackkit.version=2")]
    [InlineData("baggage: stackkit.version=1\r\nbaggage: stackkit.version=2")]
    [InlineData("baggage: stackkit.version=2,StackKit.Version=1")]
    [InlineData("baggage: STACKKIT.VERSION=2")]
    [InlineData("baggage: %73tackkit.version=2")]
    [InlineData("baggage: stackkit.version=")]
    [InlineData("baggage: stackkit.version")]
    [InlineData("baggage: stackkit.version=%3")]
    [InlineData("baggage: stackkit.version=%zz")]
    [InlineData("baggage: stackkit.version=%00")]
    [InlineData("baggage: stackkit.version=2%0A")]
    [InlineData("baggage: stackkit.version=%FF%FE")]
    [InlineData("baggage: stackkit.version=2 1")]
    public async Task Inherit_TrustedSourceWithADoubtfulMember_IsNotFollowedNorPassedOn(string header)
    {
        await using Chain chain = await Chain.StartAsync(diagnostics: true, enabled: true);

        ChainAnswer answer = await chain.SendAsync(Chain.Inside, header);

        Assert.Equal(("Exact", $"stackkit.version={answer.Version}"), (answer.Reason, answer.Received));
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public async Task Inherit_LongVersion_IsFollowedUpToTheLengthThatASplitAllows(int length, bool followed)
    {
        string version = new('v', length);
        await using Chain chain = await Chain.StartAsync(diagnostics: true, enabled: true);
        chain.App.Router.SetSplit(new Split { Arms = [new Arm("1", 1), new Arm(new string('v', 128), 1)] });

        ChainAnswer[] answers = [await chain.SendAsync(Chain.Inside, $"baggage: stackkit.version={version}"), await chain.SendAsync(Chain.Inside, $"baggage: stackkit.version={version}")];

        Assert.All(answers, answer => Assert.Equal(followed, answer.Reason == "Inherited"));
        Assert.All(answers, static answer => Assert.Equal($"stackkit.version={answer.Version}", answer.Received));
    }

    [Theory]
    [InlineData("port", "Inherited")]
    [InlineData("nobody", "Exact")]
    [InlineData("throws", "Exact")]
    public async Task Inherit_TrustedFunction_DecidesWhateverTheAddress(string function, string reason)
    {
        int calls = 0;
        Func<HttpContext, bool> trusted = function switch
        {
            "port" => static context => context.Connection.LocalPort > 0,
            "nobody" => static _ => false,
            _ => static _ => throw new InvalidOperationException("broken"),
        };
        await using Chain chain = await Chain.StartAsync(
            diagnostics: true,
            options =>
            {
                options.Propagation.Enabled = true;
                options.Propagation.Trusted = context =>
                {
                    calls++;
                    return trusted(context);
                };
            },
            static _ => { },
            static app => app.UseStackKitRouting("shop"));

        await chain.SendAsync(Chain.Outside, "baggage: a=1");
        int before = calls;
        ChainAnswer answer = await chain.SendAsync(Chain.Outside, "baggage: stackkit.version=2");

        Assert.Equal((0, 1), (before, calls));
        Assert.Equal((reason, $"stackkit.version={answer.Version}"), (answer.Reason, answer.Received));
    }

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.9", "Exact")] // a client of the proxy on this machine
    [InlineData("X-Forwarded-For: 10.0.0.5", "Inherited")]
    [InlineData("X-Other: 203.0.113.9", "Inherited")]
    public async Task Inherit_ForwardedHeaders_TrustOnlyIfBothAddressesAre(string forwarded, string reason)
    {
        await using Chain chain = await StartForwardedAsync(early: false);

        ChainAnswer answer = await chain.SendAsync(Chain.Inside, $"{forwarded}\r\nbaggage: stackkit.version=2");

        Assert.Equal((reason, $"stackkit.version={answer.Version}"), (answer.Reason, answer.Received));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Inherit_ForwardedHeadersClaimedByAClient_AreNoReasonToTrust(bool early)
    {
        await using Chain chain = await StartForwardedAsync(early);

        ChainAnswer answer = await chain.SendAsync(Chain.Outside, "X-Forwarded-For: 10.0.0.5\r\nbaggage: stackkit.version=2");

        Assert.Equal(("Exact", $"stackkit.version={answer.Version}"), (answer.Reason, answer.Received));
    }

    // Forwarded headers are believed from everybody, as so many applications do; hosts may apply them before the pipeline of the application.
    private static Task<Chain> StartForwardedAsync(bool early) => Chain.StartAsync(
        diagnostics: true,
        static options =>
        {
            Chain.Trust(options, enabled: true);
            options.Propagation.TrustedNetworks.Add("10.0.0.0/8");
        },
        services =>
        {
            services.Configure<ForwardedHeadersOptions>(static forwarded =>
            {
                forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
                forwarded.KnownIPNetworks.Clear();
                forwarded.KnownProxies.Clear();
            });
            if (early)
            {
                services.Insert(1, ServiceDescriptor.Singleton<IStartupFilter, ForwardedHeadersFilter>()); // before the application adds anything
            }
        },
        app =>
        {
            if (!early)
            {
                app.UseForwardedHeaders();
            }

            app.UseStackKitRouting("shop");
        });

    private sealed class ForwardedHeadersFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseForwardedHeaders();
            next(app);
        };
    }
}
