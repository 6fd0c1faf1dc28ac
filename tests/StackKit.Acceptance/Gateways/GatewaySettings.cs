namespace StackKit.Acceptance.Gateways;

/// <summary>What a gateway is told when it starts; the same for all that share a store, but for the name.</summary>
internal sealed record GatewaySettings
{
    /// <summary>Gets the name among those that share the store; it is also the name of the owner of the lead.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the folder of the run: the store, the journal of the processes, logs.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets the plan that the service is released by, one of <see cref="GatewayPlans"/>.</summary>
    public required string Plan { get; init; }

    /// <summary>Gets an argument that every process of the shop gets, so that none of them is overlooked.</summary>
    public required string Mark { get; init; }

    /// <summary>Gets a value indicating whether there are processes of the shop; without them a rollout shifts traffic only.</summary>
    public bool Processes { get; init; } = true;

    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the share of requests that a version fails.</summary>
    public Dictionary<string, double> Errors { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Gets how long a run may take; one that takes longer hangs, and fails with its logs.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(5);

    public string Store => Path.Combine(Folder, "store.db");

    public string Data => Path.Combine(Folder, "processes");

    /// <summary>Gets the file in which every start of a process of the shop leaves a line.</summary>
    public string Starts => Path.Combine(Folder, "starts.log");

    /// <summary>Gets the file in which every hook that ran to its end leaves the key of its operation.</summary>
    public string Hooks => Path.Combine(Folder, "hooks.log");

    public string Witness => Path.Combine(Folder, $"{Name}.witness");

    public string Log => Path.Combine(Folder, $"{Name}.log");
}
