using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackKit.Acceptance.Api;

namespace StackKit.Deploy.AspNetCore.Tests;

public sealed class AccessTests
{
    private static readonly Action<IEndpointRouteBuilder> s_closed = static app => app.MapStackKitDeploy();

    public static TheoryData<string> Closings => new("policy", "no policy, production", "no policy, everyone by default", "anonymous allowed", "policy and anonymous allowed", "policy that takes anybody", "read policy only");

    [Theory]
    [MemberData(nameof(Closings))]
    public async Task AnyEndpoint_Anonymous_IsRefusedAndChangesNothing(string closing)
    {
        await using ApiWorld world = await ApiWorld.StartAsync(settings => Close(settings, closing));
        string id = await world.StartToGateAsync("2", Deadline.Token);
        string before = await world.FingerprintAsync(Deadline.Token);

        List<string> wrong = [];
        foreach (ApiEndpoint endpoint in ApiEndpoint.All)
        {
            ApiAnswer answer = await world.SendAsync(new HttpMethod(endpoint.Method), endpoint.For(id), endpoint.Body, null);
            if (answer.Status is not (401 or 403))
            {
                wrong.Add($"{endpoint}: {answer.Status}");
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(before, await world.FingerprintAsync(Deadline.Token));
    }

    [Theory]
    [InlineData("no policy, production")]
    [InlineData("no policy, everyone by default")]
    [InlineData("anonymous allowed")]
    [InlineData("policy and anonymous allowed")]
    public async Task AnyEndpoint_NoPolicyInForce_IsRefusedEvenToThoseWhoAreKnown(string closing)
    {
        await using ApiWorld world = await ApiWorld.StartAsync(settings => Close(settings, closing));

        foreach (ApiEndpoint endpoint in ApiEndpoint.All)
        {
            ApiAnswer answer = await world.SendAsync(new HttpMethod(endpoint.Method), endpoint.For("0"), endpoint.Body, "ana");

            Assert.Equal(403, answer.Status);
            Assert.Equal("closed", answer.Code);
            Assert.Contains("RequireAuthorization", answer.Text("detail"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AnyEndpoint_PolicyOfTheApplication_AsksForCredentials()
    {
        await using ApiWorld world = await ApiWorld.StartAsync();

        ApiAnswer nobody = await world.GetAsync("services", null);
        ApiAnswer somebody = await world.GetAsync("services", "ana");

        Assert.Equal((401, 200), (nobody.Status, somebody.Status));
    }

    [Fact]
    public async Task AnyEndpoint_PolicyOfTheOptions_IsInForce()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static settings =>
        {
            settings.Configuration["StackKit:Deploy:Api:Policy"] = "chiefs";
            settings.Configuration["StackKit:Deploy:Api:ReadPolicy"] = ApiWorld.Policy;
            settings.Services = static services => services.AddAuthorizationBuilder().AddPolicy("chiefs", static policy => policy.RequireUserName("chief"));
            settings.Map = s_closed;
        });

        Assert.Equal(401, (await world.GetAsync("services", null)).Status);
        Assert.Equal(200, (await world.GetAsync("services", "ana")).Status);
        Assert.Equal(403, (await world.PostAsync("services/shop/forecast", """{"version":"2"}""", "ana")).Status);
        Assert.Equal(200, (await world.PostAsync("services/shop/forecast", """{"version":"2"}""", "chief")).Status);
    }

    [Fact]
    public async Task Development_FromThisMachine_IsOpen()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static settings =>
        {
            settings.Environment = Environments.Development;
            settings.Service = ApiWorld.WaitAtGate;
            settings.Map = s_closed;
        });

        ApiAnswer answer = await world.PostAsync("services/shop/rollouts", """{"version":"2"}""", null);

        Assert.Equal(202, answer.Status);
        RolloutState state = await world.WaitUntilAsync(answer.Text("id")!, static s => s.StepPhase == StepPhase.GateWaiting, Deadline.Token);
        Assert.StartsWith("development:", state.Rollout.Actor, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host: evil.example")]
    [InlineData("Host: localhost.evil.example")]
    [InlineData("Host: localhost.")]
    [InlineData("Host: 127.0.0.1.nip.io")]
    [InlineData("Host: 10.0.0.1")]
    [InlineData("X-Forwarded-For: 127.0.0.1")]
    [InlineData("X-Forwarded-Host: localhost")]
    [InlineData("X-Original-For: 127.0.0.1")]
    [InlineData("Forwarded: for=127.0.0.1")]
    [InlineData("X-Real-IP: 127.0.0.1")]
    [InlineData("Via: 1.1 proxy")]
    [InlineData("Origin: https://evil.example")]
    [InlineData("Origin: null")]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Sec-Fetch-Site: same-site")]
    public async Task Development_NotTheDeveloper_IsRefused(string header)
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static settings =>
        {
            settings.Environment = Environments.Development;
            settings.Map = s_closed;
        });

        foreach (ApiEndpoint endpoint in ApiEndpoint.All)
        {
            byte[] body = System.Text.Encoding.UTF8.GetBytes(endpoint.Body ?? "");
            RawAnswer answer = await RawHttp.SendAsync(
                world.Address, HostileRequest.Compose(endpoint.Method, endpoint.For("0"), $"{header}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}", body, user: null), null);

            Assert.True(answer.Status == 403, $"{endpoint}: {answer.Text}");
        }
    }

    [Theory]
    [InlineData("Origin: http://localhost:5000\r\nSec-Fetch-Site: same-origin")]
    [InlineData("Origin: http://LOCALHOST:5000")]
    [InlineData("Sec-Fetch-Site: none")]
    [InlineData("Origin: https://ops.example\r\nSec-Fetch-Site: same-origin")]
    public async Task Post_PageOfTheSameOrigin_IsAnswered(string headers)
    {
        await using ApiWorld world = await ApiWorld.StartAsync();

        byte[] request = HostileRequest.Compose("POST", "services/shop/forecast", $"Host: localhost:5000\r\n{headers}\r\nContent-Type: application/json; charset=\"UTF-8\"\r\nContent-Length: 15", """{"version":"2"}"""u8.ToArray());
        RawAnswer answer = await RawHttp.SendAsync(world.Address, request, null);

        Assert.True(answer.Status == 200, answer.Text);
    }

    [Fact]
    public async Task Development_AddressReplacedByForwarding_IsRefused()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static settings =>
        {
            settings.Environment = Environments.Development;
            settings.Before = static app => app.Use(static (context, next) =>
            {
                context.Connection.RemoteIpAddress = System.Net.IPAddress.Parse("192.0.2.1");
                return next(context);
            });
            settings.Map = s_closed;
        });

        Assert.Equal("closed", (await world.GetAsync("services", null)).Code);
    }

    [Fact]
    public async Task ActorClaim_Set_NamesTheActor()
    {
        await using ApiWorld world = await ApiWorld.StartAsync(static settings =>
        {
            settings.Configuration["StackKit:Deploy:Api:ActorClaim"] = "sub";
            settings.Service = ApiWorld.WaitAtGate;
        });

        ApiAnswer none = await world.PostAsync("services/shop/rollouts", """{"version":"2"}""", "ana");
        ApiAnswer two = await SendAsync(world, "u-1", "u-2");
        ApiAnswer one = await SendAsync(world, "u-1");

        Assert.Equal(("no-actor", "no-actor", 202), (none.Code, two.Code, one.Status));
        RolloutState state = await world.WaitUntilAsync(one.Text("id")!, static _ => true, Deadline.Token);
        Assert.Equal("u-1", state.Rollout.Actor);
    }

    [Theory]
    [InlineData("Policy", " ", "Policy")]
    [InlineData("Polcy", "operators", "Polcy")]
    [InlineData("MaxStreams", "0", "MaxStreams")]
    [InlineData("StreamDuration", "00:00:00", "StreamDuration")]
    [InlineData("StreamHeartbeat", "1.00:00:00", "StreamHeartbeat")]
    public async Task Map_WrongSetting_IsRefusedByName(string setting, string value, string named)
    {
        Exception exception = await Assert.ThrowsAnyAsync<Exception>(() => ApiWorld.StartAsync(s => s.Configuration[$"StackKit:Deploy:Api:{setting}"] = value));

        Assert.Contains(named, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Map_WithoutDeploy_SaysWhatToWrite()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        WebApplication app = builder.Build();

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => app.MapStackKitDeploy());

        Assert.Contains("AddDeploy()", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_PolicyWithoutAuthorization_SaysWhatToWrite()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Services.AddStackKit().AddDeploy();
        WebApplication app = builder.Build();

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => app.MapStackKitDeploy("/deploy", static options => options.Policy = "operators"));

        Assert.Contains("AddAuthorization", exception.Message, StringComparison.Ordinal);
    }

    private static Task<ApiAnswer> SendAsync(ApiWorld world, params string[] subjects) =>
        world.SendAsync(HttpMethod.Post, "services/shop/rollouts", """{"version":"2"}""", "ana", request => request.Headers.Add(ApiUsers.SubjectHeader, subjects));

    private static void Close(ApiSettings settings, string closing)
    {
        settings.Service = ApiWorld.WaitAtGate;
        switch (closing)
        {
            case "policy":
                break;
            case "no policy, production":
                settings.Map = s_closed;
                break;
            case "no policy, everyone by default":
                settings.Services = static services => services.AddAuthorizationBuilder().SetFallbackPolicy(Anybody).SetDefaultPolicy(Anybody);
                settings.Map = s_closed;
                break;
            case "anonymous allowed":
                settings.Map = static app => app.MapStackKitDeploy().AllowAnonymous();
                break;
            case "policy and anonymous allowed":
                settings.Map = static app => app.MapStackKitDeploy().RequireAuthorization(ApiWorld.Policy).AllowAnonymous();
                break;
            case "policy that takes anybody":
                settings.Services = static services => services.AddAuthorizationBuilder().SetFallbackPolicy(Anybody).AddPolicy("anybody", Anybody);
                settings.Map = static app => app.MapStackKitDeploy().RequireAuthorization("anybody");
                break;
            default:
                settings.Configuration["StackKit:Deploy:Api:ReadPolicy"] = ApiWorld.Policy;
                settings.Map = s_closed;
                break;
        }
    }

    private static AuthorizationPolicy Anybody => new AuthorizationPolicyBuilder().RequireAssertion(static _ => true).Build();
}
