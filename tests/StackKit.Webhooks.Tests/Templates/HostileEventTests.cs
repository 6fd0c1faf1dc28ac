using System.Text;
using System.Text.Json;
using StackKit.Events;
using StackKit.Webhooks.Tests.Running;

namespace StackKit.Webhooks.Tests.Templates;

/// <summary>What people and machines write into events is never taken for markup, a header or a part of the document.</summary>
public sealed class HostileEventTests
{
    private const int LimitOfDingTalkAndFeishu = 20_000;

    private static readonly string[] s_texts =
    [
        "\"},\"x\":{\"y\":\"",
        "</script><at user_id=\"all\">all</at><!channel><@U1>&lt;b&gt;",
        "[click](http://evil.example) ![i](x) **b** _i_ ~s~ `c` # h > q | t @all",
        "a\r\nX-Evil: 1\r\n\r\nbody\0\u0007\u001b[31m\u202eflip\u2028line",
        "\ud800 half \udc00",
        string.Concat(Enumerable.Repeat("\"\u4f60\ud83d\ude00<&'", 150_000)),
        new('\0', 1 << 20),
    ];

    public static TheoryData<WebhookTemplate, int> Cases()
    {
        TheoryData<WebhookTemplate, int> cases = [];
        foreach (WebhookTemplate template in Enum.GetValues<WebhookTemplate>())
        {
            for (int i = 0; i < s_texts.Length; i++)
            {
                cases.Add(template, i);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Send_HostileTextEverywhere_IsOneWellFormedMessage(WebhookTemplate template, int index)
    {
        string text = s_texts[index];
        await using SenderBench bench = await SenderBench.StartAsync(template);
        bench.Receiver.AnswerWith(200, """{"errcode":0,"code":0}""");

        ReceivedHook hook = await bench.ReceiveAsync(Hostile(text));

        using JsonDocument document = JsonDocument.Parse(hook.Body);
        Assert.DoesNotContain("x", document.RootElement.EnumerateObject().Select(static property => property.Name), StringComparer.Ordinal);
        Assert.DoesNotContain("X-Evil", hook.Headers.Keys, StringComparer.OrdinalIgnoreCase);
        Assert.True(hook.Headers["X-StackKit-Event"].Length <= 128);
        Assert.Equal(64, hook.Key.Length);
        Assert.True(StackKit.Coordination.StoreKey.IsValid(new OutboxKeys("hook").Waiting(hook.Key)));
        if (template is WebhookTemplate.DingTalk or WebhookTemplate.Feishu)
        {
            Assert.InRange(hook.Body.Length, 1, LimitOfDingTalkAndFeishu);
        }
    }

    [Theory]
    [InlineData(WebhookTemplate.DingTalk)]
    [InlineData(WebhookTemplate.WeCom)]
    public async Task Send_Markdown_HasNoMarkupButOurs(WebhookTemplate template)
    {
        await using SenderBench bench = await SenderBench.StartAsync(template);
        bench.Receiver.AnswerWith(200, """{"errcode":0}""");

        ReceivedHook hook = await bench.ReceiveAsync(Hostile("# h\n> q\n[a](b) <@all> <font color=\"red\"> **b** `c` _d_ ~e~ \\ |"));

        string text = Texts(hook).Single(static text => text.StartsWith("####", StringComparison.Ordinal));
        Assert.All(text.Split("\n\n"), static line => Assert.DoesNotMatch(@"[<\[\]*_`~\\|@&]", line));
        Assert.Equal(4, text.Count(static c => c == '#'));
        Assert.Equal(1, text.Count(static c => c == '>'));
        Assert.Contains("\uff1c\uff20all\uff1e", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Slack_EscapesWhatSlackReads()
    {
        await using SenderBench bench = await SenderBench.StartAsync(WebhookTemplate.Slack);

        ReceivedHook hook = await bench.ReceiveAsync(Hostile("<!channel> & <@U1>"));

        Assert.All(Texts(hook), static text => Assert.DoesNotMatch("[<>]", text));
        Assert.Contains(Texts(hook), static text => text == "&lt;!channel&gt; &amp; &lt;@U1&gt;");
    }

    [Fact]
    public async Task Send_SlackLongText_IsNotCutThroughAnEntity()
    {
        await using SenderBench bench = await SenderBench.StartAsync(WebhookTemplate.Slack);

        ReceivedHook hook = await bench.ReceiveAsync(Hostile(new string('&', 5_000)));

        Assert.All(Texts(hook).Where(static text => text.Contains('&', StringComparison.Ordinal)), static text => Assert.DoesNotMatch("&(?!amp;)", text));
        Assert.All(Texts(hook), static text => Assert.InRange(text.Length, 0, 3_000));
    }

    [Fact]
    public async Task Send_WeComLongText_HasAtMost4096Bytes()
    {
        await using SenderBench bench = await SenderBench.StartAsync(WebhookTemplate.WeCom);
        bench.Receiver.AnswerWith(200, """{"errcode":0}""");

        ReceivedHook hook = await bench.ReceiveAsync(Hostile(new string('\u4f60', 5_000)));

        string text = Texts(hook).Single(static text => text.StartsWith("####", StringComparison.Ordinal));
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 4_000, 4_096);
        Assert.EndsWith("\u2026", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Json_KeepsControlCharactersAsTheyAre()
    {
        await using SenderBench bench = await SenderBench.StartAsync();

        ReceivedHook hook = await bench.ReceiveAsync(Hostile("a\r\n\0\"b"));

        using JsonDocument document = JsonDocument.Parse(hook.Body);
        Assert.Equal("a\r\n\0\"b", document.RootElement.GetProperty("message").GetString());
        Assert.Equal("a???\"b", hook.Headers["X-StackKit-Event"]);
    }

    [Fact]
    public void Create_ManyAttributes_AreBounded()
    {
        StackKitEvent told = Hostile("x") with { Attributes = Enumerable.Range(0, 100_000).ToDictionary(static i => $"{i:D6}", static _ => new string('v', 100), StringComparer.Ordinal) };

        OutboxEntry entry = OutboxEntry.Create(told, default);

        Assert.Equal(32, entry.Facts.Count);
        Assert.Equal("000000", entry.Facts[0].Name);
    }

    private static StackKitEvent Hostile(string text) => new()
    {
        Id = text,
        Source = text,
        Kind = text,
        Subject = text,
        Time = DateTimeOffset.MaxValue,
        Message = text,
        Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { [text] = text },
    };

    private static List<string> Texts(ReceivedHook hook)
    {
        using JsonDocument document = JsonDocument.Parse(hook.Body);
        List<string> texts = [];
        Collect(document.RootElement, texts);
        return texts;
    }

    private static void Collect(JsonElement element, List<string> texts)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                texts.Add(element.GetString()!);
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    Collect(property.Value, texts);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Collect(item, texts);
                }

                break;
            default:
                break;
        }
    }
}
