using StackKit.Deploy.Analysis;

namespace StackKit.Acceptance.Statistics;

/// <summary>Asks the judge as the control loop does, for steps that ask for evidence and have no least duration.</summary>
internal static class JudgeExtensions
{
    public static Verdict Ask(this SequentialAnalysis judge, long minCandidateRequests) =>
        judge.Decide(TimeSpan.Zero, new StepRequirement(TimeSpan.Zero, MaxDuration: null, minCandidateRequests, RequireEvidence: true)).Verdict;
}
