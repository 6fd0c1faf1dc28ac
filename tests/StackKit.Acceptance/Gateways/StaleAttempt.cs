namespace StackKit.Acceptance.Gateways;

/// <summary>What became of writes with the token of a leader that is none any more.</summary>
/// <param name="Guarded">The outcome of one that carries the token as its guard.</param>
/// <param name="Unguarded">The outcome of the same one without: the control.</param>
/// <param name="RouterTook">Whether the router took routing of the older epoch.</param>
/// <param name="FreshRouterTook">Whether a router that knows of no epoch yet took the same: the control.</param>
internal sealed record StaleAttempt(string Guarded, string Unguarded, bool RouterTook, bool FreshRouterTook);
