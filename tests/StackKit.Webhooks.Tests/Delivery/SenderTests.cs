using Microsoft.AspNetCore.Http;
using StackKit.Webhooks.Tests.Running;

namespace StackKit.Webhooks.Tests.Delivery;

public sealed class SenderTests
{
    [Theory]
    [InlineData(200, "Delivered")]
    [InlineData(204, "Delivered")]
    [InlineData(301, "Failed")]
    [InlineData(304, "Failed")]
    [InlineData(400, "Refused")]
    [InlineData(401, "Refused")]
    [InlineData(404, "Refused")]
    [InlineData(408, "Failed")]
    [InlineData(410, "Refused")]
    [InlineData(425, "Failed")]
    [InlineData(429, "Failed")]
    [InlineData(500, "Failed")]
    [InlineData(503, "Failed")]
    [InlineData(599, "Failed")]
    public async Task Send_Status_SaysWhatToDo(int status, string outcome)
    {
        await using SenderBench bench = await SenderBench.StartAsync();
        bench.Receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        SendResult result = await bench.SendAsync();

        Assert.Equal(outcome, result.Outcome.ToString());
        Assert.Equal($"{status}", result.Reason);
        Assert.Null(result.RetryAfter);
    }

    [Theory]
    [InlineData(429, "30", 30)]
    [InlineData(503, "0", 0)]
    [InlineData(503, "Fri, 02 Jan 2026 03:05:05 GMT", 59)]
    [InlineData(503, "Fri, 02 Jan 2026 03:05:06 GMT", 60)]
    [InlineData(429, "Fri, 02 Jan 2026 03:04:00 GMT", 0)]
    [InlineData(429, "86400", 120)]
    [InlineData(429, "soon", -1)]
    [InlineData(429, "-5", -1)]
    [InlineData(404, "30", -1)]
    public async Task Send_RetryAfter_IsHeardWithinTheBound(int status, string header, int seconds)
    {
        await using SenderBench bench = await SenderBench.StartAsync();
        bench.Receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        };

        SendResult result = await bench.SendAsync();

        Assert.Equal(seconds, result.RetryAfter is { } pause ? (int)Math.Round(pause.TotalSeconds) : -1);
    }

    [Fact]
    public async Task Send_Redirect_IsNotFollowed()
    {
        await using Receiver elsewhere = await Receiver.StartAsync();
        await using SenderBench bench = await SenderBench.StartAsync();
        bench.Receiver.Answer = (context, _) =>
        {
            context.Response.Redirect(elsewhere.Address, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };

        SendResult result = await bench.SendAsync();

        Assert.Equal(new SendResult(SendOutcome.Failed, "307", null), result);
        Assert.Empty(elsewhere.Received);
    }

    [Fact]
    public async Task Send_ReceiverHangs_EndsByTheTimeout()
    {
        await using SenderBench bench = await SenderBench.StartAsync();
        bench.Receiver.Answer = static (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        Task<SendResult> sending = bench.SendAsync();
        await Condition.HoldsAsync(() => bench.Receiver.Received.Count == 1);
        Assert.False(sending.IsCompleted);
        bench.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(new SendResult(SendOutcome.Failed, "timeout", null), await sending);
    }

    [Fact]
    public async Task Send_AnswerStopsInTheMiddle_EndsByTheTimeout()
    {
        await using SenderBench bench = await SenderBench.StartAsync(WebhookTemplate.WeCom);
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Receiver.Answer = async (context, _) =>
        {
            await context.Response.WriteAsync("""{"errcode":""");
            await context.Response.Body.FlushAsync();
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };

        Task<SendResult> sending = bench.SendAsync();
        await begun.Task;
        bench.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(new SendResult(SendOutcome.Failed, "timeout", null), await sending);
    }

    [Theory]
    [InlineData(WebhookTemplate.Json, "Delivered", "200")]
    [InlineData(WebhookTemplate.WeCom, "Failed", "unreadable_answer")]
    public async Task Send_EndlessAnswer_IsReadToItsBound(WebhookTemplate template, string outcome, string reason)
    {
        await using SenderBench bench = await SenderBench.StartAsync(template);
        long written = 0;
        bench.Receiver.Answer = async (context, _) =>
        {
            byte[] part = new byte[4096];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
                Interlocked.Add(ref written, part.Length);
            }
        };

        SendResult result = await bench.SendAsync(); // the clock stands still: nothing but the bound ends it

        Assert.Equal(outcome, result.Outcome.ToString());
        Assert.Equal(reason, result.Reason);
        long before = -1;
        await Condition.HoldsAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            return before == (before = Interlocked.Read(ref written)); // and the connection is closed
        });
    }

    [Fact]
    public async Task Send_ConnectionClosed_IsAFailure()
    {
        await using SenderBench bench = await SenderBench.StartAsync();
        bench.Receiver.Answer = static (context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        SendResult result = await bench.SendAsync();

        Assert.Equal(SendOutcome.Failed, result.Outcome);
        Assert.DoesNotContain("127.0.0.1", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NobodyListens_IsAFailure()
    {
        await using SenderBench bench = await SenderBench.StartAsync();
        await bench.Receiver.DisposeAsync();

        Assert.Equal(new SendResult(SendOutcome.Failed, "ConnectionError", null), await bench.SendAsync());
    }

    [Fact]
    public async Task Send_HugeAnswerHeaders_IsAFailure()
    {
        await using SenderBench bench = await SenderBench.StartAsync();
        bench.Receiver.Answer = static (context, _) =>
        {
            for (int i = 0; i < 100; i++)
            {
                context.Response.Headers[$"X-{i}"] = new string('x', 1_000);
            }

            return Task.CompletedTask;
        };

        Assert.Equal(SendOutcome.Failed, (await bench.SendAsync()).Outcome);
    }

    [Fact]
    public async Task Send_Cancelled_Throws()
    {
        await using SenderBench bench = await SenderBench.StartAsync();
        using CancellationTokenSource stop = new();
        bench.Receiver.Answer = (_, _) => stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.SendAsync(cancellationToken: stop.Token));
    }
}
