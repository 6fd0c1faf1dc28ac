using StackKit.Events;

namespace StackKit.Webhooks;

/// <summary>Options of one endpoint.</summary>
public sealed class WebhookEndpointOptions
{
    /// <summary>Gets or sets where to post. Taken for a secret: it is never logged.</summary>
    /// <value>Required. An absolute <c>https</c> address without user name; <c>http</c> only to this machine, or with <see cref="AllowInsecure"/>.</value>
    public string? Url { get; set; }

    /// <summary>Gets or sets what the message is written like.</summary>
    /// <value>The default is <see cref="WebhookTemplate.Json"/>.</value>
    public WebhookTemplate Template { get; set; }

    /// <summary>Gets or sets the secret that messages are signed with. Never logged.</summary>
    /// <value><see langword="null"/>, the default, for no signature. Slack and WeCom know none.</value>
    public string? Secret { get; set; }

    /// <summary>Gets or sets a value indicating whether <c>http</c> is allowed to other machines, which shows everything to the network.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowInsecure { get; set; }

    /// <summary>Gets which kinds of events are sent: exact, or the beginning followed by <c>*</c>. Case does not matter.</summary>
    /// <value>At first empty, which means all.</value>
    public List<string> Kinds { get; } = [];

    /// <summary>Gets which subjects are sent: exact, or the beginning followed by <c>*</c>. Case does not matter.</summary>
    /// <value>At first empty, which means all.</value>
    public List<string> Subjects { get; } = [];

    /// <summary>Gets or sets the least severity that is sent.</summary>
    /// <value>The default is <see cref="EventSeverity.Information"/>.</value>
    public EventSeverity MinimumSeverity { get; set; }

    /// <summary>Gets or sets the longest time that one request may take, its answer included.</summary>
    /// <value>From 10 ms to 5 minutes. The default is 10 s.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how long is tried; an event that waited longer is dropped with a warning.</summary>
    /// <value>From 1 s to 30 days. The default is 24 hours. Across restarts it is measured by the clocks of the machines.</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Gets further headers of the request by name, such as <c>Authorization</c>. Their values are never logged.</summary>
    /// <value>At first empty.</value>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);
}
