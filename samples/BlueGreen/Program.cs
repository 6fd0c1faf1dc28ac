using System.CommandLine;
using BlueGreen;

Option<bool> keep = new("--keep") { Description = "Leave gateway and shop running at the end, until Ctrl+C, to send requests of your own." };
RootCommand command = new("Releases a small shop blue/green behind a YARP gateway while users order and one of them chats over a WebSocket: what fails its checks reaches nobody, the way back takes milliseconds, and no request is lost.") { keep };
command.SetAction(async (arguments, cancellationToken) =>
{
    await using Gateway gateway = await Gateway.StartAsync(cancellationToken);
    return await new Story(gateway, arguments.GetValue(keep)).TellAsync(cancellationToken);
});
return await command.Parse(args).InvokeAsync();
