namespace StackKit.Webhooks;

/// <summary>Finds the template.</summary>
internal static class Templates
{
    public static ITemplate Find(WebhookTemplate template) => template switch
    {
        WebhookTemplate.Json => new JsonTemplate(),
        WebhookTemplate.Slack => new SlackTemplate(),
        WebhookTemplate.DingTalk => new DingTalkTemplate(),
        WebhookTemplate.Feishu => new FeishuTemplate(),
        WebhookTemplate.WeCom => new WeComTemplate(),
        _ => throw new ArgumentOutOfRangeException(nameof(template), template, "There is no such template."),
    };
}
