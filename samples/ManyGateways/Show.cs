using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using StackKit.Deploy;

namespace ManyGateways;

/// <summary>One release, while gateways die.</summary>
internal sealed class Show(Gateways gateways, Management management, Users users, string id)
{
    private static readonly TimeSpan s_frame = TimeSpan.FromMilliseconds(250);

    private readonly Queue<string> _news = new();
    private string _line = "";
    private bool _killedLeader;
    private bool _killedAnother;

    /// <summary>Runs it.</summary>
    /// <returns>0 when the release succeeded and no order was lost but those under way at a gateway that was killed.</returns>
    public static async Task<int> RunAsync(bool keep, CancellationToken cancellationToken)
    {
        await using Gateways gateways = new();
        await using AsyncCleanup shop = new(() => StopShopAsync(gateways));
        using Management management = new(gateways);
        Console.WriteLine("Starting four gateways and two processes of the shop at version 1.0 …");
        await gateways.WaitUntilUpAsync(cancellationToken);
        await management.WaitAsync(await management.StartAsync("1.0", cancellationToken), cancellationToken);
        await using Users users = new(gateways);
        users.Start();
        string id = await management.StartAsync("2.0", cancellationToken);
        string phase = await new Show(gateways, management, users, id).WatchAsync(cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"2.0 is {phase}. {gateways.Kills} gateways were killed. Orders by version: {string.Join(", ", users.Orders.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}: {o.Value}"))}. Lost: {users.Lost}; under way at a gateway when it was killed: {users.Cut}."));
        if (keep)
        {
            Console.WriteLine($"Try: stackkit rollout history shop --server {management.Address}   (Ctrl+C ends it)");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return phase == "Succeeded" && users.Lost == 0 ? 0 : 1;
    }

    private async Task<string> WatchAsync(CancellationToken cancellationToken)
    {
        if (Console.IsOutputRedirected || Console.IsInputRedirected)
        {
            return await FollowAsync(PrintLine, cancellationToken);
        }

        string phase = "";
        await AnsiConsole.Live(new Text("…")).StartAsync(async live => phase = await FollowAsync(rollout => live.UpdateTarget(Draw(rollout)), cancellationToken));
        return phase;
    }

    private async Task<string> FollowAsync(Action<JsonElement> show, CancellationToken cancellationToken)
    {
        while (true)
        {
            KillWhatIsAskedFor(cancellationToken);
            if (await management.FindAsync(id, cancellationToken) is JsonElement rollout)
            {
                show(rollout);
                KillByItself(rollout, cancellationToken);
                if (rollout.GetProperty("isTerminal").GetBoolean())
                {
                    return rollout.GetProperty("phase").GetString()!;
                }
            }

            await Task.Delay(s_frame, TimeProvider.System, cancellationToken);
        }
    }

    private void KillWhatIsAskedFor(CancellationToken cancellationToken)
    {
        while (!Console.IsInputRedirected && Console.KeyAvailable)
        {
            int place = Console.ReadKey(intercept: true).KeyChar - '1';
            if (place is >= 0 and < Gateways.Count)
            {
                Kill(place, cancellationToken);
            }
        }
    }

    // Without a keyboard: the leader at 10 %, and another one at 50 %.
    private void KillByItself(JsonElement rollout, CancellationToken cancellationToken)
    {
        if (!Console.IsInputRedirected && !Console.IsOutputRedirected)
        {
            return;
        }

        double weight = rollout.GetProperty("candidateWeight").GetDouble();
        int leader = IndexOf(g => g is { IsUp: true, News.Leads: true });
        int other = IndexOf(g => g is { IsUp: true, News.Leads: false });
        if (!_killedLeader && weight is > 0 and < 0.5 && leader >= 0)
        {
            _killedLeader = true;
            Kill(leader, cancellationToken);
        }
        else if (!_killedAnother && weight is >= 0.5 and < 1 && other >= 0)
        {
            _killedAnother = true;
            Kill(other, cancellationToken);
        }
    }

    private void Kill(int place, CancellationToken cancellationToken)
    {
        bool led = gateways.All[place].News?.Leads == true;
        gateways.Kill(place, cancellationToken);
        _news.Enqueue($"gateway {place + 1}{(led ? ", which led," : "")} was killed");
        if (Console.IsOutputRedirected)
        {
            Console.WriteLine($"  *** {_news.Last()}");
        }
    }

    private int IndexOf(Func<GatewayProcess, bool> wanted)
    {
        for (int i = 0; i < Gateways.Count; i++)
        {
            if (wanted(gateways.All[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private void PrintLine(JsonElement rollout)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{rollout.GetProperty("phase").GetString()}, the candidate has {rollout.GetProperty("candidateWeight").GetDouble():P0}; gateways: {string.Join("  ", gateways.All.Select(Describe))}");
        if (line != _line)
        {
            _line = line;
            Console.WriteLine(line);
        }
    }

    private static string Describe(GatewayProcess gateway) => gateway.IsUp
        ? string.Create(CultureInfo.InvariantCulture, $"{(gateway.News!.Leads ? "LEADS " : "")}gen {gateway.News.Generation}")
        : "dead";

    private Rows Draw(JsonElement rollout)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumns("press", "process", "", "generation", "divides");
        for (int i = 0; i < Gateways.Count; i++)
        {
            GatewayProcess gateway = gateways.All[i];
            string state = !gateway.IsUp ? "[red]dead[/]" : gateway.News!.Leads ? "[green]leads[/]" : "serves";
            table.AddRow($"{i + 1}", gateway.IsUp ? $"{gateway.Id}" : "", state, gateway.IsUp ? $"{gateway.News!.Generation}" : "", Markup.Escape(gateway.IsUp ? gateway.News!.Weights : ""));
        }

        string step = rollout.TryGetProperty("stepText", out JsonElement text) ? $": {text.GetString()}" : "";
        return new Rows(
            new Markup($"[bold]{rollout.GetProperty("phase").GetString()}[/]{Markup.Escape(step)}"),
            table,
            new Markup($"orders {users.Orders.Values.Sum()}, lost [bold]{users.Lost}[/], under way at a gateway when it was killed {users.Cut}"),
            new Text(string.Join('\n', _news.TakeLast(4)), new Style(Color.Grey)));
    }

    // The processes of the shop outlive every gateway, so whoever ends the show ends them.
    private static async Task StopShopAsync(Gateways gateways)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddStackKit().AddProcesses(processes =>
        {
            processes.DataDirectory = Path.Combine(gateways.Folder, "processes");
            processes.Service("shop", service => service.FileName = "dotnet");
        });
        using IHost host = builder.Build();
        IDeploymentTarget target = host.Services.GetRequiredService<IDeploymentTarget>();
        foreach (TargetInstance instance in await target.ListInstancesAsync("shop", CancellationToken.None))
        {
            await target.RetireAsync(instance, new TargetOperation { Key = $"end/{instance.Id}", Service = "shop", Version = instance.Version }, CancellationToken.None);
        }
    }
}
