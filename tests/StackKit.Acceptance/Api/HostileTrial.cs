namespace StackKit.Acceptance.Api;

/// <summary>Sends hostile requests to a world whose rollout waits at its gate, and looks at the answer and at what it did.</summary>
internal sealed class HostileTrial(ApiWorld world, string rolloutId)
{
    /// <summary>Says what went wrong; null when nothing did.</summary>
    public async Task<string?> TryAsync(HostileRequest request, CancellationToken cancellationToken)
    {
        string before = await world.FingerprintAsync(cancellationToken);
        byte[] bytes = System.Text.Encoding.Latin1.GetBytes(System.Text.Encoding.Latin1.GetString(request.Bytes).Replace("{id}", rolloutId, StringComparison.Ordinal));
        RawAnswer answer = await RawHttp.SendAsync(world.Address, bytes, request.Endless);
        string? fault = request.FindFault(answer);
        if (fault is not null)
        {
            return $"{request.Name}: {fault}";
        }

        // The refusal of a command that the state does not allow is kept: that is what an audit trail is for.
        bool kept = answer.Status == 409 && !answer.Text.Contains("other-rollout", StringComparison.Ordinal) && !answer.Text.Contains("Adopt was refused", StringComparison.Ordinal);
        return kept || await world.FingerprintAsync(cancellationToken) == before ? null : $"{request.Name}: it changed something";
    }
}
