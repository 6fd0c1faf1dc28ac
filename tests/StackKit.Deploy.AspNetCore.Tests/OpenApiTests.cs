using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StackKit.Acceptance.Api;

namespace StackKit.Deploy.AspNetCore.Tests;

public sealed class OpenApiTests
{
    private const string Operations =
        """
        GET /services DeployListServices() -> 200 ServiceList; 401 403 500 503
        GET /services/{service}/rollout DeployGetCurrentRollout() -> 200 RolloutView; 400 401 403 404 500 503
        GET /services/{service}/rollouts DeployListRollouts() -> 200 RolloutList; 400 401 403 404 500 503
        GET /services/{service}/rollouts/{id} DeployGetRollout() -> 200 RolloutView; 400 401 403 404 500 503
        GET /services/{service}/rollouts/{id}/events DeployGetEvents() -> 200 EventList; 400 401 403 404 500 503
        GET /services/{service}/rollouts/{id}/evidence DeployGetEvidence() -> 200 EvidenceView; 400 401 403 404 500 503
        GET /services/{service}/rollouts/{id}/why DeployWhy() -> 200 ExplanationView; 400 401 403 404 500 503
        POST /adopt DeployAdopt(AdoptBody) -> 200 AdoptView; 400 401 403 409 413 415 500 503
        POST /services/{service}/forecast DeployForecast(ForecastBody) -> 200 ForecastView; 400 401 403 404 409 413 415 500 503
        POST /services/{service}/gates/{gate}/approve DeployApprove(GateBody) -> 200 RolloutView; 400 401 403 404 409 413 415 500 503 504
        POST /services/{service}/gates/{gate}/reject DeployReject(GateBody) -> 200 RolloutView; 400 401 403 404 409 413 415 500 503 504
        POST /services/{service}/rollback DeployRollback(RollbackBody) -> 202 RollbackView; 400 401 403 404 409 413 415 500 503 504
        POST /services/{service}/rollout/abort DeployAbort(CommandBody) -> 200 RolloutView, 202 RolloutView; 400 401 403 404 409 413 415 500 503 504
        POST /services/{service}/rollout/pause DeployPause(CommandBody) -> 200 RolloutView; 400 401 403 404 409 413 415 500 503 504
        POST /services/{service}/rollout/promote DeployPromote(CommandBody) -> 200 RolloutView; 400 401 403 404 409 413 415 500 503 504
        POST /services/{service}/rollout/promote-full DeployPromoteFull(CommandBody) -> 200 RolloutView; 400 401 403 404 409 413 415 500 503 504
        POST /services/{service}/rollout/resume DeployResume(CommandBody) -> 200 RolloutView; 400 401 403 404 409 413 415 500 503 504
        POST /services/{service}/rollout/retry DeployRetry(CommandBody) -> 200 RolloutView; 400 401 403 404 409 413 415 500 503 504
        POST /services/{service}/rollouts DeployStart(StartBody) -> 202 StartedView; 400 401 403 404 409 413 415 500 503
        """;

    [Fact]
    public async Task Document_Always_HasEveryOperation()
    {
        JsonElement document = await ReadAsync(static _ => { });

        string[] found = [.. from path in document.GetProperty("paths").EnumerateObject() from operation in path.Value.EnumerateObject() select Describe(path.Name, operation)];
        Assert.Equal(Operations, string.Join('\n', found.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Document_Always_DescribesWhatGoesInAndOut()
    {
        JsonElement document = await ReadAsync(static _ => { });

        JsonElement schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.Contains("RollingBack", schemas.GetProperty("RolloutPhase").GetProperty("enum").EnumerateArray().Select(static e => e.GetString()!), StringComparer.Ordinal);
        Assert.Contains("Promote", schemas.GetProperty("Verdict").GetProperty("enum").EnumerateArray().Select(static e => e.GetString()!), StringComparer.Ordinal);
        Assert.Equal(["reason"], Required(schemas, "GateBody"), StringComparer.Ordinal);
        Assert.Equal(["version"], Required(schemas, "StartBody"), StringComparer.Ordinal);
        Assert.Equal(["uri"], Required(schemas, "ArtifactView"), StringComparer.Ordinal);
        Assert.Equal(["type", "title", "status", "detail", "code"], schemas.GetProperty("Problem").GetProperty("properties").EnumerateObject().Select(static p => p.Name).Take(5), StringComparer.Ordinal);
        foreach (JsonElement operation in document.GetProperty("paths").EnumerateObject().SelectMany(static p => p.Value.EnumerateObject()).Select(static o => o.Value))
        {
            Assert.EndsWith(".", operation.GetProperty("summary").GetString(), StringComparison.Ordinal);
            Assert.Equal("StackKit.Deploy", operation.GetProperty("tags")[0].GetString());
            Assert.All(
                operation.GetProperty("responses").EnumerateObject().Where(static r => r.Name[0] != '2' && r.Name != "401"),
                static r => Assert.EndsWith("/Problem", r.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString(), StringComparison.Ordinal));
            Assert.All(operation.TryGetProperty("parameters", out JsonElement parameters) ? parameters.EnumerateArray() : [], static p => Assert.True(p.GetProperty("description").GetString()!.Length > 0));
        }
    }

    // As in an application that is compiled ahead of time: no resolver of types but what packages add.
    [Fact]
    public async Task Document_WithoutReflection_IsTheSame()
    {
        JsonElement with = await ReadAsync(static _ => { });

        JsonElement without = await ReadAsync(static services => services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.TypeInfoResolverChain.Clear()));

        Assert.Equal(with.GetProperty("paths").ToString(), without.GetProperty("paths").ToString());
        Assert.Equal(
            with.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(static s => s.Name),
            without.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(static s => s.Name),
            StringComparer.Ordinal);
    }

    private static async Task<JsonElement> ReadAsync(Action<IServiceCollection> configure)
    {
        await using ApiWorld world = await ApiWorld.StartAsync(settings =>
        {
            settings.Services = services =>
            {
                services.AddOpenApi();
                configure(services);
            };
            settings.Map = static app =>
            {
                app.MapStackKitDeploy().RequireAuthorization(ApiWorld.Policy);
                app.MapOpenApi();
            };
        });
        return JsonDocument.Parse(await world.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).RootElement;
    }

    private static string Describe(string path, JsonProperty operation)
    {
        JsonProperty[] responses = [.. operation.Value.GetProperty("responses").EnumerateObject().OrderBy(static r => r.Name, StringComparer.Ordinal)];
        string body = operation.Value.TryGetProperty("requestBody", out JsonElement request) ? Schema(request) : "";
        string good = string.Join(", ", responses.Where(static r => r.Name[0] == '2').Select(static r => $"{r.Name} {Schema(r.Value)}"));
        string bad = string.Join(' ', responses.Where(static r => r.Name[0] != '2').Select(static r => r.Name));
        return $"{operation.Name.ToUpperInvariant()} {path["/stackkit/deploy".Length..]} {operation.Value.GetProperty("operationId").GetString()}({body}) -> {good}; {bad}";
    }

    private static string Schema(JsonElement element) =>
        element.GetProperty("content").EnumerateObject().First().Value.GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];

    private static IEnumerable<string> Required(JsonElement schemas, string name) => schemas.GetProperty(name).GetProperty("required").EnumerateArray().Select(static r => r.GetString()!);
}
