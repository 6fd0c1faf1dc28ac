using StackKit.Cli.Api;

namespace StackKit.Cli.Commands;

/// <summary>Asks what the evidence says, which nothing depends on.</summary>
internal static class Evidence
{
    /// <summary>Gets it; null while there is none, or when it cannot be had.</summary>
    public static async Task<EvidenceView?> FindAsync(DeployApi api, string service, RolloutView view, CancellationToken cancellationToken)
    {
        if (view.Id is not string id)
        {
            return null;
        }

        try
        {
            ApiAnswer answer = await api.GetOnceAsync($"{ApiPaths.Rollout(service, id)}/evidence", cancellationToken).ConfigureAwait(false);
            return answer.Read(ApiJson.Default.EvidenceView);
        }
        catch (CliException)
        {
            return null;
        }
    }
}
