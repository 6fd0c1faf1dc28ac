using System.Text.Json;
using StackKit.Cli.Api;

namespace StackKit.Cli.Following;

/// <summary>What is known about a rollout at one moment.</summary>
/// <param name="View">How it stands; the last that was heard while the server is away.</param>
/// <param name="Raw">The same as the server sent it.</param>
/// <param name="Events">What happened since the tick before, in order.</param>
/// <param name="IsReachable">Whether the server answered.</param>
internal sealed record Tick(RolloutView View, JsonElement Raw, IReadOnlyList<EventView> Events, bool IsReachable);
