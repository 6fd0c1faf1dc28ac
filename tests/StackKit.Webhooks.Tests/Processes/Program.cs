using StackKit.Webhooks.Tests.Running;

namespace StackKit.Webhooks.Tests.Processes;

/// <summary>What this assembly does when it is started as a process: it delivers from a file to an address until its input ends.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [string file, string address])
        {
            await Console.Error.WriteLineAsync("This is a test assembly; run it with dotnet test.");
            return 2;
        }

        await using HookHost host = await HookHost.StartAsync(options => options.Endpoints["hook"] = new WebhookEndpointOptions { Url = address }, file);
        await Console.Out.WriteLineAsync("started");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
