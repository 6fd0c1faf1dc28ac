namespace StackKit.Deploy.Control.Phases;

/// <summary>Gives the candidate the capacity for everybody, then sends everybody to it.</summary>
internal static class PromotingPhase
{
    public static void Run(Decision decision)
    {
        bool inPlace = decision.Plan.Shape == RolloutShape.InPlace && decision.State.Rollout.Stable is not null;
        if (inPlace ? !UpgradeRest(decision) : !AddRest(decision))
        {
            return;
        }

        // A rule that keeps users at the stable version would send them where soon nobody is.
        if (decision.State.CandidateWeight < 1 || !decision.State.Rules.IsEmpty)
        {
            decision.Route(1, []);
        }
        else if (decision.Converged)
        {
            decision.Fire(RolloutTrigger.Promoted);
        }
    }

    private static bool AddRest(Decision decision)
    {
        int count = decision.State.Rollout.Stable is null ? decision.Plan.Instances : decision.Stables.Count();
        if (!CandidateCapacity.Ensure(decision, count))
        {
            return false;
        }

        return !PutIntoPool(decision, decision.State.CandidateWeight) && decision.Converged;
    }

    // With every instance that changes sides, its share of the traffic goes along: the rest keeps the load it had.
    private static bool UpgradeRest(Decision decision)
    {
        int candidates = decision.Candidates.Count();
        int stables = decision.Stables.Count();
        if (PutIntoPool(decision, candidates / (double)(candidates + stables)))
        {
            return false;
        }

        if (!decision.Converged)
        {
            return false;
        }

        if (stables > 0)
        {
            InPlaceUpgrade.AdvanceOne(decision);
            return false;
        }

        return true;
    }

    private static bool PutIntoPool(Decision decision, double candidateWeight)
    {
        bool moved = decision.MoveAll(decision.Candidates.Where(i => i.Stage == InstanceStage.OutOfPool), InstanceStage.InPool);
        if (moved)
        {
            decision.Route(candidateWeight);
        }

        return moved;
    }
}
