using System.CommandLine;
using ManyGateways;

Argument<string> folder = new("folder");
Argument<string> name = new("name");
Command gateway = new("gateway", "Runs one of the gateways; the sample starts itself like this.") { folder, name };
gateway.Hidden = true;
gateway.SetAction((arguments, cancellationToken) => GatewayApp.RunAsync(arguments.GetValue(folder)!, arguments.GetValue(name)!, cancellationToken));

Option<bool> keep = new("--keep") { Description = "Leave everything running at the end, until Ctrl+C, for the tool stackkit and requests of your own." };
RootCommand command = new("Runs four gateway processes that share one release in one SQLite file. Press 1 to 4 to kill one of them (kill -9); without a keyboard the sample kills the leader and another one by itself.") { keep, gateway };
command.SetAction(async (arguments, cancellationToken) => await Show.RunAsync(arguments.GetValue(keep), cancellationToken));
return await command.Parse(args).InvokeAsync();
