namespace StackKit.Webhooks;

/// <summary>One endpoint as it was configured. Its text form is its name: the address and the secret are shown nowhere.</summary>
internal sealed class Endpoint(string name, WebhookEndpointOptions options)
{
    public string Name { get; } = name;

    public OutboxKeys Keys { get; } = new(name);

    public EventFilter Filter { get; } = new(options);

    public ITemplate Template { get; } = Templates.Find(options.Template);

    public Uri Url { get; } = new(options.Url!);

    public string? Secret { get; } = options.Secret;

    /// <summary>Gets a value indicating whether the signature is a header, not part of what the template writes.</summary>
    public bool SignsHeader { get; } = options.Template == WebhookTemplate.Json && options.Secret is not null;

    public TimeSpan Timeout { get; } = options.Timeout;

    public TimeSpan MaxAge { get; } = options.MaxAge;

    public KeyValuePair<string, string>[] Headers { get; } = [.. options.Headers];

    public override string ToString() => Name;
}
