using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace StackKit.Routing.AspNetCore.Tests;

/// <summary>Rules and keys, from well-meaning and from hostile clients.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("X-Canary", "yes", "2")]
    [InlineData("x-canary", "yes", "2")]
    [InlineData("X-Canary", "no", "1")]
    [InlineData("Cookie", "group=beta-7", "2")]
    [InlineData("Cookie", "group=alpha", "1")]
    [InlineData("X-Test-User", "ann", "2")]
    [InlineData("X-Test-User", "bob", "1")]
    public async Task Rules_HeaderCookieOrUser_ChooseTheVersion(string header, string value, string version)
    {
        await using RoutedApp app = await StartAsync(
            new RouteRule { Name = "header", Version = "2", Headers = [new ValueMatch("X-Canary", "yes")] },
            new RouteRule { Name = "cookie", Version = "2", Cookies = [new ValueMatch("group", "beta") { Kind = MatchKind.Prefix }] },
            new RouteRule { Name = "user", Version = "2", Users = ["ann"] });

        (HttpStatusCode _, string answer) = await SendAsync(app, header, value);

        Assert.Equal(version, answer);
    }

    [Theory]
    [InlineData("127.0.0.0/8", "2")]
    [InlineData("10.0.0.0/8", "1")]
    public async Task Rules_Network_ComparesTheAddressThatTheServerSees(string network, string version)
    {
        await using RoutedApp app = await StartAsync(new RouteRule { Name = "office", Version = "2", Networks = [network] });

        (HttpStatusCode _, string answer) = await SendAsync(app, "X-Forwarded-For", "10.1.2.3");

        Assert.Equal(version, answer);
    }

    [Fact]
    public async Task Rules_ForcedRequest_IsNoEvidence()
    {
        await using RoutedApp app = await StartAsync(new RouteRule { Name = "header", Version = "2", Headers = [new ValueMatch("X-Canary", "yes")] });

        await SendAsync(app, "X-Canary", "yes");

        await Condition.HoldsAsync(() => app.Router.ReadCounters().Arms.Single(arm => arm.Version == "2").Requests == 1);
        ArmCounters counters = app.Router.ReadCounters().Arms.Single(arm => arm.Version == "2");
        Assert.Equal((1, 0), (counters.ForcedRequests, counters.AnalysisRequests));
    }

    [Theory]
    [InlineData("header")]
    [InlineData("cookie")]
    public async Task StickyKey_SameKey_StaysWithItsVersion(string source)
    {
        await using RoutedApp app = await StartStickyAsync(source == "header" ? RequestKeys.Header("X-User") : RequestKeys.Cookie("uid"));

        HashSet<string> versions = new(StringComparer.Ordinal);
        for (int user = 0; user < 20; user++)
        {
            HashSet<string> seen = new(StringComparer.Ordinal);
            for (int i = 0; i < 3; i++)
            {
                seen.Add((await SendAsync(app, source == "header" ? "X-User" : "Cookie", source == "header" ? $"user-{user}" : $"uid=user-{user}")).Answer);
            }

            versions.Add(Assert.Single(seen));
        }

        Assert.True(versions.SetEquals(["1 Sticky", "2 Sticky"]));
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    [InlineData(30_000, false)]
    public async Task StickyKey_TooLong_IsNoKey(int length, bool isKey)
    {
        await using RoutedApp app = await StartStickyAsync(RequestKeys.Header("X-User"));

        (HttpStatusCode status, string answer) = await SendAsync(app, "X-User", new string('x', length));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.EndsWith(isKey ? "Sticky" : "Exact", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StickyKey_FunctionOfTheApplicationGivesALongKey_IsNoKey()
    {
        await using RoutedApp app = await StartStickyAsync(static _ => new string('x', 2_000_000));

        (HttpStatusCode _, string answer) = await SendAsync(app, "X-User", "a");

        Assert.EndsWith("Exact", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grün-ключ-キー", HttpStatusCode.OK)]
    [InlineData("a\u0001b", HttpStatusCode.OK)]
    [InlineData("a\0b", HttpStatusCode.BadRequest)]
    public async Task Rules_HostileHeader_IsRefusedByTheServerOrRoutedByWeight(string value, HttpStatusCode expected)
    {
        await using RoutedApp app = await StartAsync(new RouteRule { Name = "header", Version = "2", Headers = [new ValueMatch("X-Canary", "yes")] });

        string status = await RawHttp.GetStatusAsync(app.Address, $"X-Canary: {value}");

        Assert.Equal(((int)expected).ToString(), status);
        await Condition.HoldsAsync(() => app.Router.GetInFlight("1") == 0);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, app.Read().Requests);
    }

    private static async Task<(HttpStatusCode Status, string Answer)> SendAsync(RoutedApp app, string header, string value)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation(header, value);
        using HttpResponseMessage response = await app.Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task<RoutedApp> StartAsync(params RouteRule[] rules)
    {
        RoutedApp app = await RoutedApp.StartAsync(static pipeline =>
        {
            pipeline.Use(static (context, next) =>
            {
                // Stands for authentication.
                if (context.Request.Headers["X-Test-User"] is [string name])
                {
                    context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test"));
                }

                return next(context);
            });
            pipeline.UseStackKitRouting("shop");
            pipeline.Run(static context => context.Response.WriteAsync(context.GetRouteDecision().Version));
        });
        app.Router.SetSplit(new Split { Arms = [new Arm("1", 1), new Arm("2", 0)], Rules = rules });
        return app;
    }

    private static async Task<RoutedApp> StartStickyAsync(Func<HttpContext, string?> key)
    {
        RoutedApp app = await RoutedApp.StartAsync(options => options.StickyKey = key, static _ => { }, static pipeline =>
        {
            pipeline.UseStackKitRouting("shop");
            pipeline.Run(static context => context.Response.WriteAsync($"{context.GetRouteDecision().Version} {context.GetRouteDecision().Reason}"));
        });
        app.Router.SetSplit(new Split { Mode = SplitMode.Sticky, Salt = "s", Arms = [new Arm("1", 1), new Arm("2", 1)] });
        return app;
    }
}
