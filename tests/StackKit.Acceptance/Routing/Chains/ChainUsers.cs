using System.Net;
using System.Net.Sockets;

namespace StackKit.Acceptance.Routing.Chains;

/// <summary>Users with a cookie, who connect from an address of this machine.</summary>
internal sealed class ChainUsers : IDisposable
{
    private static readonly string[] s_forms =
    [
        "baggage: stackkit.version={0}",
        "baggage: tenant=acme, stackkit.version = {0} ,flag=on",
        "baggage: StackKit.Version={0}",
        "baggage: %73tackkit%2Eversion={0}",
        "baggage: stackkit.version={0},stackkit.version={0};p=1",
        "Correlation-Context: stackkit.version={0}",
    ];

    private readonly HttpClient _client;
    private readonly int _seed;
    private readonly int _count;

    public ChainUsers(string address, int seed, int count)
    {
        _seed = seed;
        _count = count;
        IPEndPoint local = new(IPAddress.Parse(address), 0);
        _client = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false,
            MaxConnectionsPerServer = 32,
            ActivityHeadersPropagator = null,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(local, context.DnsEndPoint, cancellationToken),
        });
    }

    /// <summary>Sends one request for each user.</summary>
    /// <param name="site">Where to.</param>
    /// <param name="claim">The version that the n-th user claims in the baggage, each in another form than the next; null claims none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ChainVisit[]> VisitAsync(Uri site, Func<int, string>? claim, CancellationToken cancellationToken)
    {
        ChainVisit[] visits = new ChainVisit[_count];
        await Parallel.ForAsync(0, _count, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken }, async (n, token) =>
        {
            using HttpRequestMessage request = new(HttpMethod.Get, site);
            request.Headers.TryAddWithoutValidation("Cookie", $"uid=user-{_seed}-{n}");
            if (claim is not null)
            {
                string[] header = string.Format(s_forms[n % s_forms.Length], claim(n)).Split(": ");
                request.Headers.TryAddWithoutValidation(header[0], header[1]);
            }

            using HttpResponseMessage response = await _client.SendAsync(request, token);
            response.EnsureSuccessStatusCode();
            visits[n] = ChainVisit.Parse(await response.Content.ReadAsStringAsync(token));
        });
        return visits;
    }

    public void Dispose() => _client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(IPEndPoint local, DnsEndPoint remote, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(local);
            await socket.ConnectAsync(IPAddress.Parse(remote.Host), remote.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
