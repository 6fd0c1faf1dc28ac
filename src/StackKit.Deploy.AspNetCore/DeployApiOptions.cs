namespace StackKit.Deploy.AspNetCore;

/// <summary>Options of the management API, section <c>StackKit:Deploy:Api</c>.</summary>
/// <remarks>They are read when the API is mapped; later changes have no effect.</remarks>
public sealed class DeployApiOptions
{
    /// <summary>Gets or sets the authorization policy that whoever uses the API must meet.</summary>
    /// <value>The name of a policy of the application. The default is null: none is chosen here, and the API refuses everyone unless the code says <c>RequireAuthorization</c>.</value>
    public string? Policy { get; set; }

    /// <summary>Gets or sets the authorization policy of those who may only look.</summary>
    /// <value>The name of a policy of the application, for GET requests. The default is null: <see cref="Policy"/>.</value>
    public string? ReadPolicy { get; set; }

    /// <summary>Gets or sets the type of the claim that names who asks in the audit trail.</summary>
    /// <value>The default is null: the name of the identity.</value>
    public string? ActorClaim { get; set; }

    /// <summary>Gets or sets how many event streams are open at once at most; one more is answered with 503.</summary>
    /// <value>1 to 100,000; the default is 100.</value>
    public int MaxStreams { get; set; } = 100;

    /// <summary>Gets or sets how long an event stream is open at most; the client then asks again from where it was.</summary>
    /// <value>1 second to 1 day; the default is 30 minutes.</value>
    public TimeSpan StreamDuration { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Gets or sets after how long without an event a stream says that it is alive.</summary>
    /// <value>100 ms to 10 minutes; the default is 15 seconds.</value>
    public TimeSpan StreamHeartbeat { get; set; } = TimeSpan.FromSeconds(15);
}
