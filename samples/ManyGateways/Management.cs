using System.Text.Json;

namespace ManyGateways;

/// <summary>Asks any gateway that runs through its management API, as an operator would.</summary>
internal sealed class Management(Gateways gateways) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(15) };

    /// <summary>Gets where a gateway that runs has its management API.</summary>
    public Uri Address => new(new Uri(gateways.All.First(g => g.IsUp).News!.Address), "stackkit/deploy/");

    public async Task<string> StartAsync(string version, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await _client.PostAsJsonAsync(new Uri(Address, "services/shop/rollouts"), new { version, reason = "sample" }, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("id").GetString()!;
    }

    /// <summary>Reads a rollout; null when the gateway that was asked has just died.</summary>
    public async Task<JsonElement?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await _client.GetAsync(new Uri(Address, $"services/shop/rollouts/{id}"), cancellationToken);
            return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async Task<string> WaitAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await FindAsync(id, cancellationToken) is JsonElement rollout && rollout.GetProperty("isTerminal").GetBoolean())
            {
                return rollout.GetProperty("phase").GetString()!;
            }

            await Task.Delay(s_pause, TimeProvider.System, cancellationToken);
        }
    }

    public void Dispose() => _client.Dispose();
}
