namespace Shop;

/// <summary>What operators and tests call: always at once and never broken.</summary>
internal static class OperatorApi
{
    public static void Map(IEndpointRouteBuilder app, string version)
    {
        app.MapGet("/version", () => Results.Json(new { version, processId = Environment.ProcessId }));
        app.MapGet("/health", () => Results.Text("ok"));
        app.MapGet("/fault", (Behaviour behaviour) => Results.Json(behaviour.Fault));
        app.MapPost("/fault", Switch);
    }

    // What is not given stays as it is.
    private static IResult Switch(Behaviour behaviour, double? error, double? delayMs, double? slow, int? status, bool? envelope, double? tail, double? tailMs, bool? failMarked)
    {
        Fault now = behaviour.Fault;
        Fault wanted = now with
        {
            Error = error ?? now.Error,
            DelayMs = delayMs ?? now.DelayMs,
            Slow = slow ?? now.Slow,
            Status = status ?? now.Status,
            Envelope = envelope ?? now.Envelope,
            Tail = tail ?? now.Tail,
            TailMs = tailMs ?? now.TailMs,
            FailMarked = failMarked ?? now.FailMarked,
        };
        if (!wanted.IsValid())
        {
            return Results.BadRequest(new { error = Fault.Allowed });
        }

        behaviour.Fault = wanted;
        return Results.Json(wanted);
    }
}
