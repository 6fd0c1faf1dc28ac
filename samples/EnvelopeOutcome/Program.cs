using EnvelopeOutcome;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackKit.Routing;

// An API that always answers 200 and tells in the body how it went.
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddSingleton<IOutcomeClassifier, EnvelopeClassifier>();
builder.Services.AddStackKit().AddHttpRouting();

await using WebApplication app = builder.Build();
app.Urls.Add("http://127.0.0.1:0");
app.UseStackKitRouting("shop");
app.UseEnvelopePeek();
app.MapGet("/orders/{id:int}", static (int id) => id % 4 == 0
    ? Results.Json(new { code = 500, message = "out of stock" })
    : Results.Json(new { code = 0, data = new { id, code = 500 } }));
app.MapGet("/page", static () => Results.Text("""{"code":500} in a text is no envelope"""));
await app.StartAsync();

Router router = app.Services.GetRequiredService<RouterSet>().GetOrAdd("shop");
router.SetSplit(new Split { Arms = [new Arm("1", 1)] });

using HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };
for (int id = 1; id <= 20; id++)
{
    using HttpResponseMessage response = await client.GetAsync($"/orders/{id}");
}

using HttpResponseMessage page = await client.GetAsync("/page");
await app.StopAsync();

ArmCounters counted = router.ReadCounters().Arms.Single();
Console.WriteLine($"{counted.Requests} requests, all of them HTTP 200; {counted.Failures} failures counted (5 sent).");
return counted is { Requests: 21, Failures: 5 } ? 0 : 1;
