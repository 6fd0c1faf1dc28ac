namespace StackKit.Webhooks.Tests.Running;

/// <summary>A request as it came in.</summary>
internal sealed record ReceivedHook(string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    public string Key => Headers["Idempotency-Key"];
}
