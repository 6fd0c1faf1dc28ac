using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Shop;

namespace StackKit.Acceptance.Sites;

/// <summary>A process of the sample shop, on a loopback port of its own.</summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    private static readonly HttpClient s_operator = new();

    private readonly Process _process;

    private ShopProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Gets where the build puts the shop.</summary>
    public static string Assembly { get; } = Path.GetFullPath(typeof(ShopProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "ShopPath").Value!);

    public Uri Address { get; }

    public int Id => _process.Id;

    public static async Task<ShopProcess> StartAsync(string version, int seed, CancellationToken cancellationToken)
    {
        int port = FreePort();
        ProcessStartInfo start = new("dotnet") { UseShellExecute = false };
        foreach (string argument in new[] { Assembly, "--version", version, "--seed", seed.ToString(CultureInfo.InvariantCulture), "--urls", $"http://127.0.0.1:{port}" })
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException("The shop did not start.");
        ShopProcess shop = new(process, new Uri($"http://127.0.0.1:{port}/"));
        try
        {
            await shop.WaitUntilReadyAsync(cancellationToken);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>Finds a port that is free now.</summary>
    public static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Switches a fault on or off.</summary>
    public static async Task SetFaultAsync(Uri address, Fault fault, CancellationToken cancellationToken)
    {
        string query = string.Create(CultureInfo.InvariantCulture, $"fault?error={fault.Error}&delayMs={fault.DelayMs}&slow={fault.Slow}&status={fault.Status}&envelope={fault.Envelope}&tail={fault.Tail}&tailMs={fault.TailMs}&failMarked={fault.FailMarked}");
        using HttpResponseMessage response = await s_operator.PostAsync(new Uri(address, query), null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                using HttpResponseMessage response = await s_operator.GetAsync(new Uri(Address, "health"), deadline.Token);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // not listening yet
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
        }
    }
}
