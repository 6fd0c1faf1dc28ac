namespace StackKit.Cli;

/// <summary>What a pipeline learns from how the tool ended. A number never changes its meaning.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Unexpected = 1;
    public const int BadInput = 2;
    public const int Refused = 3;
    public const int NotFound = 4;
    public const int NotAuthorised = 5;
    public const int NotReachable = 6;
    public const int EndedWithoutSuccess = 7;
    public const int WaitsForAPerson = 8;
    public const int Interrupted = 130;

    /// <summary>Gets all of them with what they mean, as the help shows them.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Done, "done, or what was waited for has happened"),
        (Unexpected, "something unexpected went wrong"),
        (BadInput, "the command line or the input is wrong; the plan is broken (lint)"),
        (Refused, "refused by the state of the rollout; nothing has changed"),
        (NotFound, "there is no such service or rollout"),
        (NotAuthorised, "not authorised"),
        (NotReachable, "the server or its store is not reachable, nobody leads, or the time is up"),
        (EndedWithoutSuccess, "the rollout ended without what was waited for (wait, start --wait)"),
        (WaitsForAPerson, "the rollout waits for a person (wait --fail-on-hold, start --wait --fail-on-hold)"),
        (Interrupted, "interrupted"),
    ];
}
