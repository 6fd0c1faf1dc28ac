using System.Text.Json;

namespace StackKit.Acceptance.Gateways.Child;

/// <summary>What this program does when it is started as a gateway: it runs until it is killed, or until nobody holds its input any more.</summary>
internal static class GatewayProgram
{
    /// <summary>The environment variable that names the file with the settings.</summary>
    public const string Variable = "STACKKIT_ACCEPTANCE_GATEWAY";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Runs the gateway, when this process was started as one.</summary>
    /// <returns>Its exit code; null when it was not.</returns>
    public static async Task<int?> TryRunAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not string path)
        {
            return null;
        }

        GatewaySettings settings = JsonSerializer.Deserialize<GatewaySettings>(await File.ReadAllTextAsync(path))!;
        GatewayApp app = await GatewayApp.StartAsync(settings);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(app.Ports));
        while (await Console.In.ReadLineAsync() is not null)
        {
            // nothing is said here: an input that ends says that whoever started this has gone
        }

        await app.DisposeAsync().AsTask().WaitAsync(s_patience, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        GatewayRuns.CleanUp(settings.Folder, settings.Mark, gateways: []);
        return 3;
    }
}
