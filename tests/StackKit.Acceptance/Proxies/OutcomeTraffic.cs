using System.Net;
using Grpc.Core;
using Grpc.Net.Client;

namespace StackKit.Acceptance.Proxies;

/// <summary>Sends calls and requests whose outcome is known, and says what should be counted.</summary>
internal sealed class OutcomeTraffic(Uri grpc, Uri http, Func<int> arrivals)
{
    /// <summary>Gets what was sent so far.</summary>
    public Counts Sent { get; private set; }

    /// <summary>Gets how many answers were not what the shop was told to give: another gRPC status, or another HTTP status than 200.</summary>
    public int Unexpected { get; private set; }

    public async Task CallAsync(int good, int missing, int failing, int given, CancellationToken cancellationToken)
    {
        using GrpcChannel channel = GrpcChannel.ForAddress(grpc);
        Shop.ShopClient client = new(channel);
        for (int i = 0; i < good + missing + failing; i++)
        {
            string what = i < good ? "thing" : i < good + missing ? "nothing" : "fail";
            StatusCode expected = i < good ? StatusCode.OK : i < good + missing ? StatusCode.NotFound : StatusCode.Internal;
            StatusCode actual = await BuyAsync(client, what, cancellationToken);
            Unexpected += actual == expected ? 0 : 1;
        }

        for (int i = 0; i < given; i++)
        {
            int before = arrivals();
            using CancellationTokenSource caller = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task<StatusCode> call = BuyAsync(client, "wait", caller.Token);
            await Site.WaitAsync(() => arrivals() > before, cancellationToken);
            await caller.CancelAsync();
            Unexpected += await call == StatusCode.Cancelled ? 0 : 1;
        }

        Sent = Sent.Plus(new Counts(good + missing + failing + given, failing, given));
    }

    public async Task GetAsync(int good, int failing, int given, CancellationToken cancellationToken)
    {
        using HttpClient client = new(new SocketsHttpHandler()) { BaseAddress = http };
        for (int i = 0; i < good + failing; i++)
        {
            using HttpResponseMessage response = await client.GetAsync(i < good ? "/envelope/0" : "/envelope/500", cancellationToken);
            Unexpected += response.StatusCode == HttpStatusCode.OK ? 0 : 1;
        }

        for (int i = 0; i < given; i++)
        {
            int before = arrivals();
            using CancellationTokenSource caller = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task<HttpResponseMessage> request = client.GetAsync("/wait", caller.Token);
            await Site.WaitAsync(() => arrivals() > before, cancellationToken);
            await caller.CancelAsync();
            await request.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        Sent = Sent.Plus(new Counts(good + failing + given, failing, given));
    }

    private static async Task<StatusCode> BuyAsync(Shop.ShopClient client, string what, CancellationToken cancellationToken)
    {
        try
        {
            await client.BuyAsync(new BuyRequest { What = what }, cancellationToken: cancellationToken);
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }
}
