using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using StackKit.Deploy.AspNetCore.Views;
using Describe = StackKit.Deploy.AspNetCore.Endpoints.EndpointDescriptions;

namespace StackKit.Deploy.AspNetCore.Endpoints;

/// <summary>The addresses of what can be asked.</summary>
internal static class ReadEndpoints
{
    public static void Map(IEndpointRouteBuilder group, RolloutReads reads)
    {
        group.MapGet("/services", (HttpContext context, CancellationToken _) => reads.ListServicesAsync(context))
            .Is("DeployListServices", "Lists the services and how their rollouts stand.")
            .Answers<ServiceList>(StatusCodes.Status200OK).RefusesAsAll();

        group.MapGet("/services/{service}/rollout", ([Description(Describe.Service)] string service, HttpContext context) => reads.GetCurrentAsync(service, context))
            .Is("DeployGetCurrentRollout", "Gets the rollout under way, or the last one.")
            .Answers<RolloutView>(StatusCodes.Status200OK).Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound).RefusesAsAll();

        group.MapGet("/services/{service}/rollouts", ([Description(Describe.Service)] string service, HttpContext context) => reads.ListRolloutsAsync(service, context))
            .Is("DeployListRollouts", "Lists the rollouts that are kept, the newest first.")
            .Answers<RolloutList>(StatusCodes.Status200OK).Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound).RefusesAsAll();

        group.MapGet("/services/{service}/rollouts/{id}", ([Description(Describe.Service)] string service, [Description(Describe.Rollout)] string id, HttpContext context) => reads.GetRolloutAsync(service, id, context))
            .Is("DeployGetRollout", "Gets a rollout.")
            .Answers<RolloutView>(StatusCodes.Status200OK).Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound).RefusesAsAll();

        group.MapGet(
                "/services/{service}/rollouts/{id}/events",
                ([Description(Describe.Service)] string service,
                    [Description(Describe.Rollout)] string id,
                    [FromQuery(Name = "after"), Description(Describe.After)] string? after,
                    [FromHeader(Name = "Last-Event-ID"), Description(Describe.LastEventId)] string? lastEventId,
                    HttpContext context) => reads.GetEventsAsync(service, id, after, lastEventId, context))
            .Is("DeployGetEvents", "Reads the audit trail of a rollout; with Accept: text/event-stream, follows it until an event named end.")
            .Produces<EventList>(StatusCodes.Status200OK, "application/json", "text/event-stream").Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound).RefusesAsAll();

        group.MapGet("/services/{service}/rollouts/{id}/evidence", ([Description(Describe.Service)] string service, [Description(Describe.Rollout)] string id, HttpContext context) => reads.GetEvidenceAsync(service, id, context))
            .Is("DeployGetEvidence", "Gets what the evidence says about the candidate.")
            .Answers<EvidenceView>(StatusCodes.Status200OK).Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound).RefusesAsAll();

        group.MapGet("/services/{service}/rollouts/{id}/why", ([Description(Describe.Service)] string service, [Description(Describe.Rollout)] string id, HttpContext context) => reads.GetWhyAsync(service, id, context))
            .Is("DeployWhy", "Explains a rollout from stored evidence; with Accept: text/plain, as text.")
            .Produces<ExplanationView>(StatusCodes.Status200OK, "application/json", "text/plain").Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound).RefusesAsAll();
    }
}
