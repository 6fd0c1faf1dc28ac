using System.CommandLine;
using Worker;

Option<int> count = new("--messages") { Description = "How many messages there are.", DefaultValueFactory = static _ => 20_000 };
Option<bool> poison = new("--poison") { Description = "Version 2 fails every second message: watch it being taken back." };
Option<double> delay = new("--delay") { Description = "How many milliseconds handling a message takes.", DefaultValueFactory = static _ => 0 };
RootCommand command = new("Two versions of a background service share one queue at 80/20. The router chooses by customer, and hears how each message ended.") { count, poison, delay };
command.SetAction(async (arguments, cancellationToken) =>
{
    int messages = arguments.GetValue(count);
    await using OrderSystem system = await OrderSystem.StartAsync(new WorkerOptions(arguments.GetValue(poison), TimeSpan.FromMilliseconds(arguments.GetValue(delay))), cancellationToken);
    string id = await system.ReleaseAsync(cancellationToken);
    for (int i = 0; i < messages; i++)
    {
        system.Queue.Publish(new Message(i, $"customer-{i % (messages / 2)}", 0));
    }

    await system.WaitAsync(messages, cancellationToken);
    if (arguments.GetValue(poison))
    {
        await system.Rollouts.WaitAsync("orders", id, cancellationToken);
        Console.WriteLine((await system.Rollouts.WhyAsync("orders", id, cancellationToken))?.ToText());
    }

    await system.StopAsync();
    Ledger ledger = system.Ledger;
    Console.WriteLine($"v1 handled {ledger.CountOf("v1")}, v2 handled {ledger.CountOf("v2")}, twice {ledger.Twice}, given up {ledger.GivenUp}, in flight {system.Router.GetInFlight("v1") + system.Router.GetInFlight("v2")}");
    return ledger.Twice == 0 && ledger.GivenUp == 0 && ledger.Count == messages ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();
