using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackKit.Deploy;
using StackKit.Routing;

namespace StackKit.AotSmoke;

/// <summary>A whole rollout in the generic host, set up by JSON, with users who send requests all the while.</summary>
internal static class RolloutTrial
{
    private const int Users = 20;

    private const string Settings =
        """
        {
          "StackKit": { "Deploy": {
            "LeaseTime": "00:00:30",
            "Services": { "shop": {
              "StableVersion": "1",
              "BakeTime": "00:00:00.2",
              "DrainTimeout": "00:00:05",
              "HarmBudget": 400,
              "Canary": { "Steps": [
                { "Weight": 10 },
                { "Analysis": { "MinCandidateRequests": 100, "RequireEvidence": false } },
                { "Rule": { "Name": "testers", "Users": [ "ana" ] } },
                { "Weight": 50 },
                { "Analysis": { "MinCandidateRequests": 500 } }
              ] }
            } }
          } }
        }
        """;

    public static async Task RunAsync(Report report, double candidateErrorRate, string expected, CancellationToken cancellationToken)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        using MemoryStream json = new(Encoding.UTF8.GetBytes(Settings));
        builder.Configuration.AddJsonStream(json);
        builder.Services.AddStackKit().AddDeploy(static options => options.InstanceName = "aot");
        using IHost host = builder.Build();
        await host.StartAsync(cancellationToken);
        Rollouts rollouts = host.Services.GetRequiredService<Rollouts>();
        Router router = host.Services.GetRequiredService<RouterSet>().GetOrAdd("shop");
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] users = [.. Enumerable.Range(0, Users).Select(user => Task.Run(() => SendAsync(router, user, candidateErrorRate, stop.Token), stop.Token))];

        string id = await rollouts.StartAsync("shop", "2", "aot", "smoke", cancellationToken);
        RolloutState state = await rollouts.WaitAsync("shop", id, cancellationToken);
        Explanation? why = await rollouts.WhyAsync("shop", id, cancellationToken);
        IReadOnlyList<RolloutEvent> events = await rollouts.GetEventsAsync("shop", id, cancellationToken);
        string serving = Serving(router);
        await stop.CancelAsync();
        await Task.WhenAll(users);
        await host.StopAsync(cancellationToken);

        report.Expect($"rollout.{expected}", expected, state.Phase.ToString());
        report.Note(why?.ToText() ?? "no explanation");
        report.Expect($"rollout.{expected}.serving", expected == "Succeeded" ? "2" : "1", serving);
        report.Expect($"rollout.{expected}.events", events.Count, events.Count > 5);
        report.Expect($"rollout.{expected}.why", why!.ToJson().Length, why.ToJson().Contains(id, StringComparison.Ordinal));
        report.Expect($"rollout.{expected}.requests", router.ReadCounters().Totals.Sum(static totals => totals.Requests), router.ReadCounters().Totals.Any(static totals => totals is { Version: "2", Requests: > 0 }));
    }

    private static string Serving(Router router)
    {
        if (!router.TryBegin(out RouteDecision decision))
        {
            return "nothing";
        }

        router.Report(in decision, Outcome.Success, TimeSpan.FromMilliseconds(5));
        return decision.Version;
    }

    private static async Task SendAsync(Router router, int user, double candidateErrorRate, CancellationToken cancellationToken)
    {
        Random random = new(user);
        for (int request = 0; !cancellationToken.IsCancellationRequested; request++)
        {
            if (router.TryBegin(new RouteContext { StickyKey = $"user-{user}-{request}" }, out RouteDecision decision))
            {
                bool failed = decision.Version == "2" && random.NextDouble() < candidateErrorRate;
                router.Report(in decision, failed ? Outcome.Failure : Outcome.Success, TimeSpan.FromMilliseconds(5 + (10 * random.NextDouble())));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
