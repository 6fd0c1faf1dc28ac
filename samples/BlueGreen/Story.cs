using System.Globalization;
using Spectre.Console;
using StackKit.Deploy;

namespace BlueGreen;

/// <summary>Four releases, told while they happen.</summary>
internal sealed class Story(Gateway gateway, bool keep)
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(2);

    private readonly Rollouts _rollouts = gateway.Rollouts;
    private bool _asExpected = true;

    /// <summary>Tells it.</summary>
    /// <returns>0 when everything ended as it should and nobody lost a request.</returns>
    public async Task<int> TellAsync(CancellationToken cancellationToken)
    {
        Say("Two processes of version 1.0 open the shop.");
        await EndAsync(await _rollouts.StartAsync("shop", "1.0", "ana", "the shop opens", cancellationToken), RolloutPhase.Succeeded, cancellationToken);
        await using Users users = new(gateway.Address);
        users.Start();
        await Task.Delay(s_look, TimeProvider.System, cancellationToken);

        await RefusedAsync(users, cancellationToken);
        await BackAtOnceAsync(users, cancellationToken);
        await SwitchedAsync(users, cancellationToken);
        await BackLaterAsync(users, cancellationToken);
        Summarise(users);
        if (keep)
        {
            AnsiConsole.MarkupLineInterpolated($"The gateway listens at [blue]{gateway.Address}[/]; Ctrl+C ends it.");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return _asExpected && users.Lost == 0 ? 0 : 1;
    }

    private async Task RefusedAsync(Users users, CancellationToken cancellationToken)
    {
        Title($"{Gateway.Broken} is broken: its smoke test fails, and no user ever reaches it");
        string id = await _rollouts.StartAsync("shop", Gateway.Broken, "ana", "new cart", cancellationToken);
        await EndAsync(id, RolloutPhase.RolledBack, cancellationToken);
        Say($"Orders that {Gateway.Broken} took: {users.Orders.GetValueOrDefault(Gateway.Broken)}.");
    }

    private async Task BackAtOnceAsync(Users users, CancellationToken cancellationToken)
    {
        Title("2.0 passes its checks, takes over, and is taken back while 1.0 is warm");
        AnsiConsole.WriteLine((await _rollouts.ForecastAsync("shop", "2.0", cancellationToken)).ToText());
        string id = await SwitchAsync("2.0", users, cancellationToken);
        await Task.Delay(s_look, TimeProvider.System, cancellationToken);
        long began = TimeProvider.System.GetTimestamp();
        RollbackReceipt receipt = await _rollouts.RollbackAsync("shop", null, "ben", "customers miss their carts", cancellationToken);
        await UntilAsync(users, "1.0", cancellationToken);
        Say(string.Create(CultureInfo.InvariantCulture, $"Back after {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms. {receipt.Text}"));
        await EndAsync(id, RolloutPhase.RolledBack, cancellationToken);
    }

    private async Task SwitchedAsync(Users users, CancellationToken cancellationToken)
    {
        Title("3.0 takes over for good: 1.0 is stopped when the last chat on it has ended");
        string id = await SwitchAsync("3.0", users, cancellationToken);
        await _rollouts.PromoteFullAsync("shop", "ben", "no need to watch longer", cancellationToken);
        await EndAsync(id, RolloutPhase.Succeeded, cancellationToken);
    }

    private async Task BackLaterAsync(Users users, CancellationToken cancellationToken)
    {
        Title("Going back now means to start 1.0 again, and StackKit says so");
        RollbackReceipt receipt = await _rollouts.RollbackAsync("shop", null, "ben", "the old shop was nicer", cancellationToken);
        Say(receipt.Text);
        await UntilAsync(users, "1.0", cancellationToken);
        await WaitForAsync(receipt.RolloutId, s => s.Phase == RolloutPhase.Baking, cancellationToken);
        await _rollouts.PromoteFullAsync("shop", "ben", "it is", cancellationToken);
        await EndAsync(receipt.RolloutId, RolloutPhase.Succeeded, cancellationToken);
    }

    // Up to the switch: the preview, then the gate that whoever asked for the release may not open.
    private async Task<string> SwitchAsync(string version, Users users, CancellationToken cancellationToken)
    {
        string id = await _rollouts.StartAsync("shop", version, "ana", "new cart", cancellationToken);
        await WaitForAsync(id, s => s.StepPhase == StepPhase.GateWaiting, cancellationToken);
        Say($"Green is ready: the header X-Preview leads to {await users.PreviewAsync(cancellationToken)}, users are on {users.Last}.");
        try
        {
            await _rollouts.ApproveAsync("shop", "switch", "ana", "looks good to me", cancellationToken);
        }
        catch (RolloutRefusedException refused)
        {
            Say(refused.Message);
        }

        await _rollouts.ApproveAsync("shop", "switch", "ben", "looked at the preview", cancellationToken);
        await UntilAsync(users, version, cancellationToken);
        Say($"ben approved, and everybody is on {version}.");
        await WaitForAsync(id, s => s.Phase == RolloutPhase.Baking, cancellationToken);
        return id;
    }

    private async Task EndAsync(string id, RolloutPhase expected, CancellationToken cancellationToken)
    {
        RolloutState state = await _rollouts.WaitAsync("shop", id, cancellationToken);
        _asExpected &= state.Phase == expected;
        string colour = state.Phase == RolloutPhase.Succeeded ? "green" : "red";
        AnsiConsole.MarkupLine($"[{colour}]{state.Phase}[/]: {Markup.Escape(state.Reason?.Text ?? "")}");
    }

    private async Task WaitForAsync(string id, Func<RolloutState, bool> wanted, CancellationToken cancellationToken)
    {
        await foreach (RolloutStatus status in _rollouts.WatchAsync("shop", cancellationToken))
        {
            if (status.State.Rollout.Id == id && (wanted(status.State) || status.State.IsTerminal))
            {
                return;
            }
        }
    }

    private static async Task UntilAsync(Users users, string version, CancellationToken cancellationToken)
    {
        while (users.Last != version)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }
    }

    private void Summarise(Users users)
    {
        Table table = new Table().AddColumns("version", "orders");
        foreach ((string version, int orders) in users.Orders.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            table.AddRow(Markup.Escape(version), orders.ToString("N0", CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
        Say(string.Create(CultureInfo.InvariantCulture, $"Lost requests: {users.Lost}. Words over WebSockets, through every switch: {users.Words}."));
        Say(_asExpected ? "Every release ended as it should." : "A release did not end as it should.");
    }

    private static void Title(string text) => AnsiConsole.Write(new Rule($"[bold]{Markup.Escape(text)}[/]").LeftJustified());

    private static void Say(string text) => AnsiConsole.MarkupLineInterpolated($"{text}");
}
