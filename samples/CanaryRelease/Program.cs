using System.CommandLine;
using CanaryRelease;

Option<string> candidate = new("--candidate") { Description = "Which release to watch: all, healthy, errors (5 % of requests fail) or slow (40 % slower).", DefaultValueFactory = _ => "all" };
Option<string> strategy = new("--strategy") { Description = "How to shift the traffic: canary or linear.", DefaultValueFactory = _ => "canary" };
Option<bool> keep = new("--keep") { Description = "Leave gateway and shop running at the end, until Ctrl+C, to send requests of your own." };
candidate.AcceptOnlyFromAmong(["all", .. Release.All.Select(r => r.Name)]);
strategy.AcceptOnlyFromAmong("canary", "linear");

RootCommand command = new("Releases a small shop behind a YARP gateway while users send requests: a good version is promoted, a failing and a slow one are taken back.") { candidate, strategy, keep };
command.SetAction(async (arguments, cancellationToken) =>
{
    string which = arguments.GetValue(candidate)!;
    Release[] releases = [.. Release.All.Where(r => which == "all" || r.Name == which)];
    await using Gateway gateway = await Gateway.StartAsync(arguments.GetValue(strategy)!, cancellationToken);
    return await new Demonstration(gateway, releases, arguments.GetValue(keep)).RunAsync(cancellationToken);
});
return await command.Parse(args).InvokeAsync();
