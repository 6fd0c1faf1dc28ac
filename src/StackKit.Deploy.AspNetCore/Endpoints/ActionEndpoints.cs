using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using StackKit.Deploy.AspNetCore.Bodies;
using StackKit.Deploy.AspNetCore.Views;
using Describe = StackKit.Deploy.AspNetCore.Endpoints.EndpointDescriptions;

namespace StackKit.Deploy.AspNetCore.Endpoints;

/// <summary>The addresses of what can be done.</summary>
internal static class ActionEndpoints
{
    public static void Map(IEndpointRouteBuilder group, RolloutReads reads, RolloutActions actions)
    {
        MapReleases(group, reads, actions);
        MapCommands(group, actions);
        MapGates(group, actions);
    }

    private static void MapReleases(IEndpointRouteBuilder group, RolloutReads reads, RolloutActions actions)
    {
        group.MapPost("/services/{service}/forecast", ([Description(Describe.Service)] string service, HttpContext context) => reads.ForecastAsync(service, context))
            .Is("DeployForecast", "Says what a release would do and cost. Changes nothing.")
            .Takes<ForecastBody>().Answers<ForecastView>(StatusCodes.Status200OK).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict).RefusesAsAll();

        group.MapPost("/services/{service}/rollouts", ([Description(Describe.Service)] string service, HttpContext context) => actions.StartAsync(service, context))
            .Is("DeployStart", "Asks for a release. It begins when the rollout before it has ended or given way.")
            .Takes<StartBody>().Answers<StartedView>(StatusCodes.Status202Accepted).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict).RefusesAsAll();

        group.MapPost("/services/{service}/rollback", ([Description(Describe.Service)] string service, HttpContext context) => actions.RollbackAsync(service, context))
            .Is("DeployRollback", "Goes back: at once while the old version is still there, by a new rollout when it is not.")
            .Takes<RollbackBody>().Answers<RollbackView>(StatusCodes.Status202Accepted).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status504GatewayTimeout).RefusesAsAll();

        group.MapPost("/adopt", (HttpContext context, CancellationToken _) => actions.AdoptAsync(context))
            .Is("DeployAdopt", "Goes on after the store has gone back in time, with what this process knows; for all services.")
            .Takes<AdoptBody>().Answers<AdoptView>(StatusCodes.Status200OK).Refuses(StatusCodes.Status409Conflict).RefusesAsAll();
    }

    private static void MapCommands(IEndpointRouteBuilder group, RolloutActions actions)
    {
        group.MapPost("/services/{service}/rollout/pause", ([Description(Describe.Service)] string service, HttpContext context) => actions.PauseAsync(service, context))
            .Is("DeployPause", "Stops moving on until it is resumed. Evidence against the candidate still undoes the rollout.").IsCommand();

        group.MapPost("/services/{service}/rollout/resume", ([Description(Describe.Service)] string service, HttpContext context) => actions.ResumeAsync(service, context))
            .Is("DeployResume", "Lets a paused or held rollout go on.").IsCommand();

        group.MapPost("/services/{service}/rollout/promote", ([Description(Describe.Service)] string service, HttpContext context) => actions.PromoteAsync(service, context))
            .Is("DeployPromote", "Completes the current step, whatever it waits for.").IsCommand();

        group.MapPost("/services/{service}/rollout/promote-full", ([Description(Describe.Service)] string service, HttpContext context) => actions.PromoteFullAsync(service, context))
            .Is("DeployPromoteFull", "Skips all remaining steps; while it bakes, skips the rest of the bake time.").IsCommand();

        group.MapPost("/services/{service}/rollout/retry", ([Description(Describe.Service)] string service, HttpContext context) => actions.RetryAsync(service, context))
            .Is("DeployRetry", "Tries again to undo a rollout whose undoing failed.").IsCommand();

        group.MapPost("/services/{service}/rollout/abort", ([Description(Describe.Service)] string service, HttpContext context) => actions.AbortAsync(service, context))
            .Is("DeployAbort", "Undoes the rollout under way. Wins over everything that is asked for at the same time; 202 while only this process has it.")
            .Answers<RolloutView>(StatusCodes.Status202Accepted).IsCommand();
    }

    private static void MapGates(IEndpointRouteBuilder group, RolloutActions actions)
    {
        group.MapPost("/services/{service}/gates/{gate}/approve", ([Description(Describe.Service)] string service, [Description(Describe.Gate)] string gate, HttpContext context) => actions.ApproveAsync(service, gate, context))
            .Is("DeployApprove", "Approves the gate that the rollout waits for.").IsGate();

        group.MapPost("/services/{service}/gates/{gate}/reject", ([Description(Describe.Service)] string service, [Description(Describe.Gate)] string gate, HttpContext context) => actions.RejectAsync(service, gate, context))
            .Is("DeployReject", "Rejects the gate that the rollout waits for, which undoes it.").IsGate();
    }

    private static void IsCommand(this RouteHandlerBuilder endpoint) =>
        endpoint.Takes<CommandBody>().Answers<RolloutView>(StatusCodes.Status200OK).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status504GatewayTimeout).RefusesAsAll();

    private static void IsGate(this RouteHandlerBuilder endpoint) =>
        endpoint.Takes<GateBody>().Answers<RolloutView>(StatusCodes.Status200OK).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status504GatewayTimeout).RefusesAsAll();
}
