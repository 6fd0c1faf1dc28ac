namespace Worker;

/// <summary>One message of the queue.</summary>
/// <param name="Number">Its number; handling it twice would be an error.</param>
/// <param name="Customer">Whose it is: the key by which the router keeps a customer on one version.</param>
/// <param name="Failures">How often handling it failed.</param>
public sealed record Message(long Number, string Customer, int Failures);
