namespace StackKit.Cli.Api;

/// <summary>One event of a server-sent stream.</summary>
/// <param name="Id">The last id that was sent; empty when there was none.</param>
/// <param name="Kind">The kind; <c>message</c> when none was sent.</param>
/// <param name="Data">The data.</param>
internal sealed record ServerEvent(string Id, string Kind, string Data);
