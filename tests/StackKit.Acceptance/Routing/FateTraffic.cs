namespace StackKit.Acceptance.Routing;

/// <summary>Sends requests of every fate, some hundreds, in an order that a seed decides.</summary>
internal sealed class FateTraffic(Uri address, HeldRequests held, int seed) : IDisposable
{
    public const int HeldCount = 40;

    private const int Parallelism = 8;

    private static readonly (RequestFate Fate, int Count)[] s_mix =
    [
        (RequestFate.Good, 120), (RequestFate.Fail, 60), (RequestFate.Throw, 40), (RequestFate.Cancel, 30), (RequestFate.TimeOut, 20),
        (RequestFate.Drop, 30), (RequestFate.Break, 30), (RequestFate.Leave, 60), (RequestFate.Twice, 60),
    ];

    private readonly HttpClient _client = new(new SocketsHttpHandler()) { BaseAddress = address };
    private readonly List<Task> _heldRequests = [];
    private int _sent;

    public int Sent => _sent;

    /// <summary>Sends the requests that are held, and waits until the server has them.</summary>
    public async Task HoldAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < HeldCount; i++)
        {
            int id = Interlocked.Increment(ref _sent);
            _heldRequests.Add(SendAsync(RequestFate.Hold, id, cancellationToken));
            await held.WaitForAsync(id, cancellationToken);
        }
    }

    /// <summary>Sends the others, and does something when half of them are under way.</summary>
    public async Task MixAsync(Action halfway, CancellationToken cancellationToken)
    {
        RequestFate[] fates = [.. s_mix.SelectMany(part => Enumerable.Repeat(part.Fate, part.Count))];
        new Random(seed).Shuffle(fates);
        ParallelOptions options = new() { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, fates.Length, options, async (i, cancellation) =>
        {
            if (i == fates.Length / 2)
            {
                halfway();
            }

            await SendAsync(fates[i], Interlocked.Increment(ref _sent), cancellation);
        });
    }

    /// <summary>Lets those go that are held.</summary>
    public async Task ReleaseAsync()
    {
        held.Open();
        await Task.WhenAll(_heldRequests);
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(RequestFate fate, int id, CancellationToken cancellationToken)
    {
        using CancellationTokenSource client = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<string> answer = _client.GetStringAsync($"/{fate}/{id}", client.Token);
        if (fate == RequestFate.Leave)
        {
            await held.WaitForAsync(id, cancellationToken);
            await client.CancelAsync();
        }

        try
        {
            await answer;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Its fate. What the server counted is what matters.
        }
    }
}
