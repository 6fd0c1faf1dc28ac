using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using StackKit.Deploy.Analysis;
using StackKit.Deploy.AspNetCore.Bodies;
using StackKit.Deploy.AspNetCore.Problems;
using StackKit.Deploy.AspNetCore.Streams;
using StackKit.Deploy.AspNetCore.Views;

namespace StackKit.Deploy.AspNetCore.Endpoints;

/// <summary>What can be asked without changing anything.</summary>
internal sealed class RolloutReads(DeployApi api, StreamSlots slots, IOptionsMonitor<DeployOptions> settings, ILogger logger, CancellationToken stopping)
{
    public async Task<IResult> ListServicesAsync(HttpContext context)
    {
        List<ServiceView> views = [];
        foreach (string service in api.Rollouts.Services)
        {
            RolloutStatus? status = await api.GetOrRememberAsync(service, context.RequestAborted).ConfigureAwait(false);
            views.Add(new ServiceView
            {
                Name = service,
                Stable = status is null ? settings.CurrentValue.Services.GetValueOrDefault(service)?.StableVersion : StableOf(status.State),
                Store = api.Rollouts.GetStoreHealth(service),
                Rollout = status is null ? null : api.View(status.State),
            });
        }

        return TypedResults.Json(new ServiceList([.. views]), DeployApiJson.Default.ServiceList);
    }

    public async Task<IResult> GetCurrentAsync(string service, HttpContext context)
    {
        RolloutStatus? status = await api.Rollouts.GetAsync(api.RequireService(service), context.RequestAborted).ConfigureAwait(false);
        return status is null ? new ProblemResult(Refusals.NoRollout) : TypedResults.Json(api.View(status.State), DeployApiJson.Default.RolloutView);
    }

    public async Task<IResult> ListRolloutsAsync(string service, HttpContext context)
    {
        IReadOnlyList<RolloutState> states = await api.Rollouts.GetHistoryAsync(api.RequireService(service), context.RequestAborted).ConfigureAwait(false);
        return TypedResults.Json(new RolloutList([.. states.Select(api.View)]), DeployApiJson.Default.RolloutList);
    }

    public async Task<IResult> GetRolloutAsync(string service, string id, HttpContext context)
    {
        RolloutStatus status = await api.FindAsync(service, id, context.RequestAborted).ConfigureAwait(false);
        return TypedResults.Json(api.View(status.State), DeployApiJson.Default.RolloutView);
    }

    public async Task<IResult> GetEventsAsync(string service, string id, string? after, string? lastEventId, HttpContext context)
    {
        bool streams = Accepts(context.Request, "text/event-stream");
        long position = StreamPosition.Read(after, streams ? lastEventId : null);
        RolloutStatus status = await api.FindAsync(service, id, context.RequestAborted).ConfigureAwait(false);
        if (streams)
        {
            return new EventStream(api, slots, status.State.Rollout, position, logger, stopping);
        }

        IReadOnlyList<RolloutEvent> events = await api.Rollouts.GetEventsAsync(service, id, context.RequestAborted).ConfigureAwait(false);
        return TypedResults.Json(
            new EventList([.. events.Where(e => e.Sequence > position).Select(e => EventView.Of(status.State.Rollout, e))]), DeployApiJson.Default.EventList);
    }

    public async Task<IResult> GetEvidenceAsync(string service, string id, HttpContext context)
    {
        RolloutStatus status = await api.FindAsync(service, id, context.RequestAborted).ConfigureAwait(false);
        AnalysisReport? report = status.Analysis ?? status.State.Reason?.Evidence;
        return report is null ? new ProblemResult(Refusals.NoEvidence) : TypedResults.Json(EvidenceView.Of(report), DeployApiJson.Default.EvidenceView);
    }

    public async Task<IResult> GetWhyAsync(string service, string id, HttpContext context)
    {
        await api.FindAsync(service, id, context.RequestAborted).ConfigureAwait(false);
        Explanation why = await api.Rollouts.WhyAsync(service, id, context.RequestAborted).ConfigureAwait(false) ?? throw new ProblemException(Refusals.UnknownRollout);
        return Accepts(context.Request, "text/plain") && !Accepts(context.Request, "application/json")
            ? TypedResults.Text(PlainLine.Tame(why.ToText()), "text/plain; charset=utf-8")
            : TypedResults.Json(ExplanationView.Of(why), DeployApiJson.Default.ExplanationView);
    }

    public async Task<IResult> ForecastAsync(string service, HttpContext context)
    {
        api.RequireService(service);
        ForecastBody body = await api.ReadBodyAsync(context, ForecastBody.Read).ConfigureAwait(false);
        RolloutForecast forecast = await api.Rollouts.ForecastAsync(service, body.Version, context.RequestAborted).ConfigureAwait(false);
        return TypedResults.Json(ForecastView.Of(forecast), DeployApiJson.Default.ForecastView);
    }

    private static string? StableOf(RolloutState state) => state.Phase == RolloutPhase.Succeeded ? state.Rollout.Candidate : state.Rollout.Stable;

    private static bool Accepts(HttpRequest request, string mediaType) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? types)
        && types.Any(t => t.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) && t.Quality is null or > 0);
}
