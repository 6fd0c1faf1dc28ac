namespace StackKit.Deploy.Processes.Launching;

/// <summary>Asks an instance whether it can take requests. Thread-safe.</summary>
internal sealed class HealthProbe : IDisposable
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(1);

    // Each question on a new connection: one that was open before says little about an instance that is starting or stopping.
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = s_timeout,
    };

    /// <summary>Asks once.</summary>
    /// <returns>True when it answered 2xx within a second.</returns>
    public async Task<bool> AskAsync(int port, string path, CancellationToken cancellationToken)
    {
        try
        {
            Uri address = new(FormattableString.Invariant($"http://127.0.0.1:{port}{path}"));
            using HttpResponseMessage response = await _client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    public void Dispose() => _client.Dispose();
}
