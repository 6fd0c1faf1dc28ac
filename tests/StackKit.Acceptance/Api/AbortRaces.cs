using StackKit.Deploy;

namespace StackKit.Acceptance.Api;

/// <summary>What came of aborts and promotions that were sent at the same time.</summary>
/// <param name="AbortWon">How often the rollout was undone.</param>
/// <param name="PromotionsFirst">How often the promotion had been done by then, so that it was undone as well.</param>
/// <param name="WronglyAnswered">How often the abort was not answered with 200, or the promotion with neither 200 nor 409.</param>
internal sealed record AbortRaces(int AbortWon, int PromotionsFirst, int WronglyAnswered)
{
    public static async Task<AbortRaces> RunAsync(ApiWorld world, int rounds, CancellationToken cancellationToken)
    {
        AbortRaces sum = new(0, 0, 0);
        for (int i = 0; i < rounds; i++)
        {
            string id = await world.StartToGateAsync($"2-{i}", cancellationToken);
            using Barrier start = new(2);
            Task<ApiAnswer> promote = Task.Run(() => SendAsync(world, start, "promote-full", "ben"), cancellationToken);
            Task<ApiAnswer> abort = Task.Run(() => SendAsync(world, start, "abort", "ana"), cancellationToken);
            await Task.WhenAll(promote, abort);
            RolloutState state = await world.Rollouts.WaitAsync("shop", id, cancellationToken);
            IReadOnlyList<RolloutEvent> events = await world.Rollouts.GetEventsAsync("shop", id, cancellationToken);
            bool promoted = events.OfType<RolloutEvent.PhaseChanged>().Any(static e => e.Trigger == RolloutTrigger.PromoteFull);
            bool wrong = (await abort).Status != 200 || (await promote).Status is not (200 or 409) || promoted != ((await promote).Status == 200);
            sum = new AbortRaces(sum.AbortWon + (state.Phase == RolloutPhase.RolledBack ? 1 : 0), sum.PromotionsFirst + (promoted ? 1 : 0), sum.WronglyAnswered + (wrong ? 1 : 0));
        }

        return sum;
    }

    private static Task<ApiAnswer> SendAsync(ApiWorld world, Barrier start, string action, string user)
    {
        start.SignalAndWait(TimeSpan.FromSeconds(30));
        return world.PostAsync($"services/shop/rollout/{action}", """{"reason":"race"}""", user);
    }
}
