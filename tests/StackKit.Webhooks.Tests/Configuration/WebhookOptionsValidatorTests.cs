using StackKit.Events;

namespace StackKit.Webhooks.Tests.Configuration;

public sealed class WebhookOptionsValidatorTests
{
    private const string Good = "https://hooks.example.com/s3cr3t";

    [Fact]
    public void Validate_Nothing_IsRight() => Assert.Empty(Check(static _ => { }));

    [Theory]
    [InlineData(Good, false)]
    [InlineData("https://hooks.example.com:8443/a?key=b", false)]
    [InlineData("http://127.0.0.1:5000/", false)]
    [InlineData("http://localhost/", false)]
    [InlineData("http://[::1]/", false)]
    [InlineData("http://10.0.0.1/", true)]
    public void Validate_GoodUrl_IsRight(string url, bool allowInsecure) =>
        Assert.Empty(CheckOne(new WebhookEndpointOptions { Url = url, AllowInsecure = allowInsecure }));

    [Theory]
    [InlineData(null, "StackKit:Webhooks:Endpoints:hook:Url is missing; write where to post, such as https://hooks.example.com/releases.")]
    [InlineData("  ", "StackKit:Webhooks:Endpoints:hook:Url is missing; write where to post, such as https://hooks.example.com/releases.")]
    [InlineData("/s3cr3t", "StackKit:Webhooks:Endpoints:hook:Url is not an absolute https address, such as https://hooks.example.com/releases.")]
    [InlineData("ftp://a/s3cr3t", "StackKit:Webhooks:Endpoints:hook:Url is not an absolute https address, such as https://hooks.example.com/releases.")]
    [InlineData("file:///s3cr3t", "StackKit:Webhooks:Endpoints:hook:Url is not an absolute https address, such as https://hooks.example.com/releases.")]
    [InlineData("http://hooks.example.com/s3cr3t", "StackKit:Webhooks:Endpoints:hook:Url must begin with https; to send everything unprotected set AllowInsecure to true.")]
    [InlineData("http://127.0.0.1.example.com/s3cr3t", "StackKit:Webhooks:Endpoints:hook:Url must begin with https; to send everything unprotected set AllowInsecure to true.")]
    [InlineData("https://me:s3cr3t@hooks.example.com/", "StackKit:Webhooks:Endpoints:hook:Url must not hold a user name or password; write an Authorization header under Headers.")]
    [InlineData("https://hooks.example.com/#s3cr3t", "StackKit:Webhooks:Endpoints:hook:Url must not have a fragment (#\u2026); it would not be sent.")]
    public void Validate_WrongUrl_SaysWhatToWrite(string? url, string message) => Assert.Equal(message, Assert.Single(CheckOne(new WebhookEndpointOptions { Url = url })));

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("\u00e9")]
    public void Validate_NameThatIsNoKey_SaysWhatToWrite(string name) => Assert.Equal(
        "StackKit:Webhooks:Endpoints has a name that cannot be used; a name has 1 to 64 characters out of A-Z a-z 0-9 . _ -, such as 'on-call'.",
        Assert.Single(Check(options => options.Endpoints[name] = new WebhookEndpointOptions { Url = Good })));

    [Fact]
    public void Validate_LongName_IsRefused() => Assert.Single(Check(static options => options.Endpoints[new string('a', 65)] = new WebhookEndpointOptions { Url = Good }));

    [Fact]
    public void Validate_Choices_AreChecked()
    {
        Expect("Template must be Json, Slack, DingTalk, Feishu or WeCom.", static options => options.Template = (WebhookTemplate)9);
        Expect("MinimumSeverity must be Information, Warning or Critical.", static options => options.MinimumSeverity = (EventSeverity)9);
        Expect("Secret is empty; write the secret, or leave the setting out for messages without a signature.", static options => options.Secret = " ");
        Expect(
            "Secret has no use: Slack knows no signature. Leave it out; what protects the endpoint is its Url.",
            static options => (options.Template, options.Secret) = (WebhookTemplate.Slack, "s3cr3t"));
        Expect(
            "Secret has no use: WeCom knows no signature. Leave it out; what protects the endpoint is its Url.",
            static options => (options.Template, options.Secret) = (WebhookTemplate.WeCom, "s3cr3t"));
    }

    [Fact]
    public void Validate_Times_AreChecked()
    {
        Expect("Timeout (00:00:00) must be from 00:00:00.0100000 to 00:05:00.", static options => options.Timeout = TimeSpan.Zero);
        Expect("MaxAge (31.00:00:00) must be from 00:00:01 to 30.00:00:00.", static options => options.MaxAge = TimeSpan.FromDays(31));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("*.promoted")]
    [InlineData("a**")]
    public void Validate_WrongPattern_SaysWhatToWrite(string pattern)
    {
        Expect("Kinds: each entry must be a whole text, or its beginning with one '*' at the end, such as 'rollout.*'.", options => options.Kinds.Add(pattern));
        Expect("Subjects: each entry must be a whole text, or its beginning with one '*' at the end, such as 'rollout.*'.", options => options.Subjects.Add(pattern));
    }

    [Theory]
    [InlineData("", "s3cr3t", "Headers: a name is not that of an HTTP header, such as 'Authorization'.")]
    [InlineData("X Y", "s3cr3t", "Headers: a name is not that of an HTTP header, such as 'Authorization'.")]
    [InlineData("X:\r\nY", "s3cr3t", "Headers: a name is not that of an HTTP header, such as 'Authorization'.")]
    [InlineData("idempotency-key", "s3cr3t", "Headers: 'idempotency-key' is set by StackKit itself; leave it out.")]
    [InlineData("Content-Type", "s3cr3t", "Headers: 'Content-Type' is set by StackKit itself; leave it out.")]
    [InlineData("x-stackkit-signature", "s3cr3t", "Headers: 'x-stackkit-signature' is set by StackKit itself; leave it out.")]
    [InlineData("Host", "s3cr3t", "Headers: 'Host' is set by StackKit itself; leave it out.")]
    [InlineData("X-Y", "s3cr3t\r\nX-Z: 1", "Headers: the value of 'X-Y' must be 1 to 4096 printable ASCII characters.")]
    [InlineData("X-Y", "", "Headers: the value of 'X-Y' must be 1 to 4096 printable ASCII characters.")]
    public void Validate_WrongHeader_SaysWhatToWrite(string name, string value, string message) => Expect(message, options => options.Headers[name] = value);

    [Fact]
    public void Validate_Limits_AreChecked()
    {
        Assert.Equal("StackKit:Webhooks:OutboxLimit (0) must be from 1 to 10000.", Assert.Single(Check(static options => options.OutboxLimit = 0)));
        Assert.Equal("StackKit:Webhooks:MemoryLimit (0) must be from 1 to 100000.", Assert.Single(Check(static options => options.MemoryLimit = 0)));
        Assert.Equal("StackKit:Webhooks:MemoryAge (00:00:00) must be from 00:01:00 to 365.00:00:00.", Assert.Single(Check(static options => options.MemoryAge = TimeSpan.Zero)));
        Assert.Equal("StackKit:Webhooks:MaximumRetryDelay (00:00:00) must be from 00:00:01 to 1.00:00:00.", Assert.Single(Check(static options => options.MaximumRetryDelay = TimeSpan.Zero)));
        Assert.Equal("StackKit:Webhooks:MaximumRetryAfter (-00:00:01) must be from 00:00:00 to 1.00:00:00.", Assert.Single(Check(static options => options.MaximumRetryAfter = TimeSpan.FromSeconds(-1))));
        Assert.Equal("StackKit:Webhooks:LeaseTime (00:00:00) must be from 00:00:01 to 00:05:00.", Assert.Single(Check(static options => options.LeaseTime = TimeSpan.Zero)));
        Assert.Equal(2, Check(static options => options.RetryDelay = TimeSpan.FromHours(2)).Count);
    }

    private static void Expect(string message, Action<WebhookEndpointOptions> configure)
    {
        WebhookEndpointOptions endpoint = new() { Url = Good };
        configure(endpoint);

        Assert.Equal($"StackKit:Webhooks:Endpoints:hook:{message}", Assert.Single(CheckOne(endpoint)));
    }

    private static IReadOnlyList<string> CheckOne(WebhookEndpointOptions endpoint) => Check(options => options.Endpoints["hook"] = endpoint);

    private static IReadOnlyList<string> Check(Action<WebhookOptions> configure)
    {
        WebhookOptions options = new();
        configure(options);
        string[] failures = [.. new WebhookOptionsValidator().Validate(null, options).Failures ?? []];
        Assert.All(failures, static failure => Assert.DoesNotContain("s3cr3t", failure, StringComparison.Ordinal));
        return failures;
    }
}
