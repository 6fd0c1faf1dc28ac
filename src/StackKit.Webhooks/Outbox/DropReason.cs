namespace StackKit.Webhooks;

/// <summary>Why an event was dropped, as metrics and marks call it.</summary>
internal static class DropReason
{
    public const string Refused = "refused";
    public const string Expired = "expired";
    public const string Overflow = "overflow";
    public const string Unreadable = "unreadable";
}
