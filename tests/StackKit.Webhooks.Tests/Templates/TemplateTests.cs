using System.Globalization;
using StackKit.Webhooks.Tests.Running;

namespace StackKit.Webhooks.Tests.Templates;

/// <summary>Every byte that receivers get. Signatures are compared with what another implementation (Python's hmac) computed.</summary>
public sealed class TemplateTests
{
    private const string Secret = "SEC41d8cd";

    [Fact]
    public async Task Json_WithSecret_IsTheWholeEventSigned()
    {
        await using SenderBench bench = await SenderBench.StartAsync(configure: static options => options.Secret = Secret);

        ReceivedHook hook = await bench.ReceiveAsync();

        Assert.Equal(
            """{"id":"r1/7","source":"StackKit.Deploy","kind":"rollout.rolled-back","subject":"shop","time":"2026-01-02T03:04:05.000Z","severity":"Warning","message":"Too many failures.","attributes":{"candidate":"2","stable":"1"}}""",
            hook.Text);
        Assert.Equal("t=1767323045,v1=fb1ade079d83a110ea2caa5da59ff11998d9519585bcca4bffe60b9e016d390e", hook.Headers["X-StackKit-Signature"]);
        Assert.True(WebhookSignature.Verify(hook.Headers[WebhookSignature.HeaderName], hook.Body, Secret, TimeSpan.Zero, bench.Time));
    }

    [Fact]
    public async Task Json_Headers_AreAsDocumented()
    {
        await using SenderBench bench = await SenderBench.StartAsync(path: "/a/b?c=d%2F", configure: static options => options.Headers["Authorization"] = "Bearer abc");

        ReceivedHook hook = await bench.ReceiveAsync();

        Assert.Equal("/a/b?c=d%2F", hook.Target);
        Assert.Equal("40fa2c20b74e67b129717bd907616f9f25f4213fb058563a3ad60ea77821ea1d", hook.Key);
        Assert.Equal("rollout.rolled-back", hook.Headers["X-StackKit-Event"]);
        Assert.Equal("1767323045", hook.Headers["X-StackKit-Timestamp"]);
        Assert.True(Guid.TryParseExact(hook.Headers["X-StackKit-Delivery"], "N", out _));
        Assert.Equal("application/json; charset=utf-8", hook.Headers["Content-Type"]);
        Assert.Equal("Bearer abc", hook.Headers["Authorization"]);
        Assert.Equal("StackKit.Webhooks", hook.Headers["User-Agent"]);
        Assert.DoesNotContain("X-StackKit-Signature", hook.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain("traceparent", hook.Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Send_Again_HasTheSameKeyAndAnotherDelivery()
    {
        await using SenderBench bench = await SenderBench.StartAsync();

        await bench.SendAsync();
        await bench.SendAsync();

        Assert.Single(bench.Receiver.Keys);
        Assert.Equal(2, bench.Receiver.Received.Select(static hook => hook.Headers["X-StackKit-Delivery"]).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(bench.Receiver.Received[0].Body, bench.Receiver.Received[1].Body);
    }

    [Fact]
    public async Task Slack_Event_IsBlocksOfPlainText()
    {
        await using SenderBench bench = await SenderBench.StartAsync(WebhookTemplate.Slack);

        ReceivedHook hook = await bench.ReceiveAsync();

        Assert.Equal(
            """{"text":"Warning: shop rollout.rolled-back - Too many failures.","mrkdwn":false,"blocks":[{"type":"header","text":{"type":"plain_text","text":"Warning: shop rollout.rolled-back","emoji":false}},{"type":"section","text":{"type":"plain_text","text":"Too many failures.","emoji":false}},{"type":"context","elements":[{"type":"plain_text","text":"StackKit.Deploy, 2026-01-02 03:04:05 UTC","emoji":false},{"type":"plain_text","text":"candidate: 2","emoji":false},{"type":"plain_text","text":"stable: 1","emoji":false}]}]}""",
            hook.Text);
    }

    [Fact]
    public async Task DingTalk_WithSecret_IsMarkdownWithASignedQuery()
    {
        await using SenderBench bench = await SenderBench.StartAsync(WebhookTemplate.DingTalk, "/robot/send?access_token=abc", static options => options.Secret = Secret);
        bench.Receiver.AnswerWith(200, """{"errcode":0,"errmsg":"ok"}""");

        ReceivedHook hook = await bench.ReceiveAsync();

        Assert.Equal("/robot/send?access_token=abc&timestamp=1767323045678&sign=HFWeqIF3W%2BC4TvIlifSGHvl0MaxKDsj4YHE0OiUSCA8%3D", hook.Target);
        Assert.Equal(
            """{"msgtype":"markdown","markdown":{"title":"Warning: shop rollout.rolled-back","text":"#### Warning: shop rollout.rolled-back\n\nToo many failures.\n\n\u003E candidate: 2\n\n\u003E stable: 1\n\nStackKit.Deploy, 2026-01-02 03:04:05 UTC"}}""",
            hook.Text);
    }

    [Fact]
    public async Task DingTalk_WithoutSecretAndQuery_LeavesTheAddressAlone()
    {
        await using SenderBench bench = await SenderBench.StartAsync(WebhookTemplate.DingTalk);
        bench.Receiver.AnswerWith(200, """{"errcode":0}""");

        Assert.Equal("/hook", (await bench.ReceiveAsync()).Target);
    }

    [Fact]
    public async Task Feishu_WithSecret_IsASignedPost()
    {
        await using SenderBench bench = await SenderBench.StartAsync(WebhookTemplate.Feishu, configure: static options => options.Secret = Secret);
        bench.Receiver.AnswerWith(200, """{"StatusCode":0,"code":0,"msg":"success"}""");

        ReceivedHook hook = await bench.ReceiveAsync();

        Assert.Equal(
            """{"timestamp":"1767323045","sign":"SwEs2ritHm/N02RSHb2qoTIx2pvX7ZeCj8UZu58CCLg=","msg_type":"post","content":{"post":{"zh_cn":{"title":"Warning: shop rollout.rolled-back","content":[[{"tag":"text","text":"Too many failures."}],[{"tag":"text","text":"candidate: 2"}],[{"tag":"text","text":"stable: 1"}],[{"tag":"text","text":"StackKit.Deploy, 2026-01-02 03:04:05 UTC"}]]}}}}""",
            hook.Text);
    }

    [Fact]
    public async Task WeCom_Event_IsMarkdown()
    {
        await using SenderBench bench = await SenderBench.StartAsync(WebhookTemplate.WeCom, "/cgi-bin/webhook/send?key=abc");
        bench.Receiver.AnswerWith(200, """{"errcode":0,"errmsg":"ok"}""");

        ReceivedHook hook = await bench.ReceiveAsync();

        Assert.Equal("/cgi-bin/webhook/send?key=abc", hook.Target);
        Assert.Equal(
            """{"msgtype":"markdown","markdown":{"content":"#### Warning: shop rollout.rolled-back\n\nToo many failures.\n\n\u003E candidate: 2\n\n\u003E stable: 1\n\nStackKit.Deploy, 2026-01-02 03:04:05 UTC"}}""",
            hook.Text);
    }

    [Theory]
    [InlineData(WebhookTemplate.DingTalk, """{"errcode":310000,"errmsg":"sign not match"}""", "errcode_310000")]
    [InlineData(WebhookTemplate.WeCom, """{"errcode":45009}""", "errcode_45009")]
    [InlineData(WebhookTemplate.Feishu, """{"code":19021}""", "code_19021")]
    [InlineData(WebhookTemplate.Feishu, """{"errcode":0}""", "answer_without_code")]
    [InlineData(WebhookTemplate.WeCom, "[0]", "answer_without_code")]
    [InlineData(WebhookTemplate.WeCom, """{"errcode":"0"}""", "answer_without_code")]
    [InlineData(WebhookTemplate.WeCom, """{"errcode":0.5}""", "answer_without_code")]
    [InlineData(WebhookTemplate.WeCom, "", "unreadable_answer")]
    [InlineData(WebhookTemplate.DingTalk, "<html>", "unreadable_answer")]
    public async Task Send_FaultUnder200_IsAFailure(WebhookTemplate template, string answer, string reason)
    {
        await using SenderBench bench = await SenderBench.StartAsync(template);
        bench.Receiver.AnswerWith(200, answer);

        Assert.Equal(new SendResult(SendOutcome.Failed, reason, null), await bench.SendAsync());
    }

    [Fact]
    public void Sign_InvariantOfTheCulture_IsTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "~" }, DateTimeFormat = { TimeSeparator = "." } };

            Assert.EndsWith("03:04:05 UTC", ChatText.Origin(OutboxEntry.Create(SenderBench.Event, default)), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
