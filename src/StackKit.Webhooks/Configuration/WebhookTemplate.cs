namespace StackKit.Webhooks;

/// <summary>What a webhook is written like.</summary>
public enum WebhookTemplate
{
    /// <summary>All of the event as JSON, signed when the endpoint has a secret.</summary>
    Json,

    /// <summary>A message for an incoming webhook of Slack.</summary>
    Slack,

    /// <summary>A message for a custom robot of DingTalk, signed when the endpoint has a secret.</summary>
    DingTalk,

    /// <summary>A message for a custom bot of Feishu or Lark, signed when the endpoint has a secret.</summary>
    Feishu,

    /// <summary>A message for a group robot of WeCom, whose key is part of the URL.</summary>
    WeCom,
}
