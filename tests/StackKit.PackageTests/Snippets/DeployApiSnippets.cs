using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StackKit.PackageTests.Running;

namespace StackKit.PackageTests.Snippets;

public sealed class DeployApiSnippets
{
    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("guessed", HttpStatusCode.Unauthorized)]
    [InlineData("the right one", HttpStatusCode.OK)]
    public async Task DeployApi_PolicyAndKey_LetsTheBuildServerIn(string? key, HttpStatusCode expected)
    {
        WebApplicationBuilder builder = LoopbackApp.CreateBuilder();
        builder.Configuration["BuildServer:KeySha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("the right one")));
        builder.Services.AddAuthentication("ApiKey").AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>("ApiKey", static _ => { });
        builder.Services.AddStackKit().AddDeploy(static deploy => deploy.Service("shop", static service => service.StableVersion = "1"));

        // <snippet deploy-api>
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy("operators", policy => policy.RequireRole("operator"));
        // </snippet>

        await using WebApplication app = builder.Build();

        // <snippet deploy-api>
        app.MapStackKitDeploy().RequireAuthorization("operators");
        // </snippet>

        await app.StartAsync();
        using HttpClient client = new();
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("X-Api-Key", key);
        }

        using HttpResponseMessage response = await client.GetAsync(LoopbackApp.AddressOf(app, "stackkit/deploy/services"));

        Assert.Equal(expected, response.StatusCode);
    }
}
