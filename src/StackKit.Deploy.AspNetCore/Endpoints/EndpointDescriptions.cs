using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using StackKit.Deploy.AspNetCore.Problems;

namespace StackKit.Deploy.AspNetCore.Endpoints;

/// <summary>Describes endpoints, for OpenAPI documents.</summary>
internal static class EndpointDescriptions
{
    public const string Service = "The name of the service.";
    public const string Rollout = "The id of the rollout.";
    public const string Gate = "The name of the gate.";
    public const string After = "Only later events: the sequence of the last one that is known.";
    public const string LastEventId = "Where a stream goes on: the id of the last event that has come. Outweighs after.";

    public static RouteHandlerBuilder Is(this RouteHandlerBuilder endpoint, string operation, string summary) =>
        endpoint.WithName(operation).WithSummary(summary);

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, int status) => endpoint.Produces<T>(status, "application/json");

    /// <summary>Says what the body is. Not to the matcher of routes: that would answer other types before anybody has asked who sends them.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new AcceptsMetadata([], typeof(T), isOptional: false))
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);

    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (int status in statuses)
        {
            endpoint.Produces<Problem>(status, "application/problem+json");
        }

        return endpoint;
    }

    /// <summary>Says what every endpoint may answer.</summary>
    public static RouteHandlerBuilder RefusesAsAll(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces(StatusCodes.Status401Unauthorized).Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable);
}
