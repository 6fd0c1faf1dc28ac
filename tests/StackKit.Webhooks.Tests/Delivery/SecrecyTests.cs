using System.Collections.Concurrent;
using System.Diagnostics;
using StackKit.Webhooks.Tests.Running;

namespace StackKit.Webhooks.Tests.Delivery;

/// <summary>Whoever reads logs, metrics and traces learns the names of the endpoints and nothing else.</summary>
public sealed class SecrecyTests
{
    private const string Secret = "s3cr3t";

    [Fact]
    public async Task Everything_WhateverHappens_TellsNoAddressAndNoSecret()
    {
        ConcurrentQueue<string> traces = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = static source => source.Name is "StackKit.Webhooks" or "System.Net.Http" or "Experimental.System.Net.Http.Connections",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue($"{activity.Source.Name} {activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(static e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answer = static (context, hook) =>
        {
            switch (hook.Target.Split('/')[2][..3])
            {
                case "err":
                    context.Response.StatusCode = 500;
                    break;
                case "red":
                    context.Response.Redirect($"http://127.0.0.1/{Secret}");
                    break;
                case "ref":
                    context.Response.StatusCode = 403;
                    break;
                case "abo":
                    context.Abort();
                    break;
                default:
                    break;
            }

            return Task.CompletedTask;
        };
        await using HookHost host = await HookHost.StartAsync(options =>
        {
            foreach (string name in new[] { "good", "error", "redirect", "refused", "aborted" })
            {
                options.Endpoints[name] = Hook($"{receiver.Address}/{Secret}/{name}?key={Secret}");
            }

            options.Endpoints["silent"] = Hook($"http://127.0.0.1:1/{Secret}");
            options.Endpoints["insecure"] = Hook($"https{receiver.Address["http".Length..]}/{Secret}");
            options.Endpoints["insecure"].Template = WebhookTemplate.DingTalk;
        });

        using Measurements measurements = new(host);
        await host.WriteAsync(HookHost.Tell("a"));
        await Condition.HoldsAsync(() => new[] { "error", "redirect", "aborted", "silent", "insecure" }.All(name => host.Log.Lines.Any(line => line.StartsWith($"Warning 5012 Webhook {name}:", StringComparison.Ordinal))));
        await Condition.HoldsAsync(() => host.Log.Lines.Any(static line => line.StartsWith("Debug 5010 Webhook good:", StringComparison.Ordinal)));
        await Condition.HoldsAsync(() => host.Log.Lines.Any(static line => line.StartsWith("Warning 5011 Webhook refused:", StringComparison.Ordinal)));
        await host.StopAsync();

        Assert.Contains(receiver.Received, static hook => hook.Target.Contains(Secret, StringComparison.Ordinal)); // it was there to be told
        Assert.Contains(traces, static trace => trace.StartsWith("StackKit.Webhooks", StringComparison.Ordinal) && trace.Contains("refused", StringComparison.Ordinal));
        Assert.Contains(measurements.Lines, static line => line.StartsWith("stackkit.webhooks.attempts", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Lines.Concat(traces).Concat(measurements.Lines), static line => line.Contains(Secret, StringComparison.OrdinalIgnoreCase));

        // The platform's own connections tell host and port; its requests, which would tell the path, are not traced.
        Assert.DoesNotContain(traces, static trace => trace.StartsWith("System.Net.Http ", StringComparison.Ordinal));
        string hostName = new Uri(receiver.Address).Authority;
        Assert.DoesNotContain(
            host.Log.Lines.Concat(traces.Where(static trace => trace.StartsWith("StackKit", StringComparison.Ordinal))).Concat(measurements.Lines.Where(static line => line.StartsWith("stackkit", StringComparison.Ordinal))),
            line => line.Contains(hostName, StringComparison.Ordinal));
    }

    [Fact]
    public void ToString_OfWhatHoldsSecrets_IsANameAtMost()
    {
        WebhookEndpointOptions options = Hook($"https://hooks.example.com/{Secret}");

        Assert.Equal("hook", new Endpoint("hook", options).ToString());
        Assert.DoesNotContain(Secret, $"{(object)options}{(object)new WebhookOptions { Endpoints = { ["hook"] = options } }}", StringComparison.Ordinal);
    }

    private static WebhookEndpointOptions Hook(string url) => new() { Url = url, Secret = Secret, Headers = { ["Authorization"] = Secret } };
}
