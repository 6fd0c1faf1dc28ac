namespace StackKit.Acceptance.Routing.Chains;

/// <summary>Which version of each service a user got.</summary>
internal sealed record ChainVisit(string A, string B, string C)
{
    /// <summary>Gets a value indicating whether the request met both versions.</summary>
    public bool IsMixed => A != B || B != C;

    public static ChainVisit Parse(string answer)
    {
        string[] versions = answer.Split(' ');
        return new ChainVisit(versions[0], versions[1], versions[2]);
    }
}
