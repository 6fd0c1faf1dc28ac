using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using StackKit.Deploy.AspNetCore.Access;
using StackKit.Deploy.AspNetCore.Bodies;
using StackKit.Deploy.AspNetCore.Problems;
using StackKit.Deploy.AspNetCore.Views;

namespace StackKit.Deploy.AspNetCore.Endpoints;

/// <summary>What is asked of rollouts. Who asks is whoever was authenticated, never what a body says.</summary>
internal sealed partial class RolloutActions(DeployApi api, ILogger logger)
{
    private delegate ValueTask Ask(string service, string actor, string? reason, CancellationToken cancellationToken);

    public async Task<IResult> StartAsync(string service, HttpContext context)
    {
        api.RequireService(service);
        StartBody body = await api.ReadBodyAsync(context, StartBody.Read).ConfigureAwait(false);
        string actor = Note(context, "start", service);
        string id = await api.Rollouts.StartArtifactAsync(service, body.Version, body.Artifact?.ToArtifact(), actor, body.Reason, context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers.Location = $"{(context.Request.PathBase + context.Request.Path).ToUriComponent().TrimEnd('/')}/{id}";
        return TypedResults.Json(new StartedView(id, service, body.Version), DeployApiJson.Default.StartedView, statusCode: StatusCodes.Status202Accepted);
    }

    public Task<IResult> PauseAsync(string service, HttpContext context) => AskAsync(service, "pause", api.Rollouts.PauseAsync, context);

    public Task<IResult> ResumeAsync(string service, HttpContext context) => AskAsync(service, "resume", api.Rollouts.ResumeAsync, context);

    public Task<IResult> PromoteAsync(string service, HttpContext context) => AskAsync(service, "promote", api.Rollouts.PromoteAsync, context);

    public Task<IResult> PromoteFullAsync(string service, HttpContext context) => AskAsync(service, "promote-full", api.Rollouts.PromoteFullAsync, context);

    public Task<IResult> RetryAsync(string service, HttpContext context) => AskAsync(service, "retry", api.Rollouts.RetryAsync, context);

    public async Task<IResult> AbortAsync(string service, HttpContext context)
    {
        CommandBody body = await ReadAsync(service, context).ConfigureAwait(false);
        AbortReceipt receipt = await api.Rollouts.AbortAsync(service, Note(context, "abort", service), body.Reason, context.RequestAborted).ConfigureAwait(false);
        int status = receipt.Stored ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        return await api.GetOrRememberAsync(service, context.RequestAborted).ConfigureAwait(false) is RolloutStatus now
            ? TypedResults.Json(api.View(now.State) with { Stored = receipt.Stored }, DeployApiJson.Default.RolloutView, statusCode: status)
            : TypedResults.Json(new StoredView(receipt.Stored), DeployApiJson.Default.StoredView, statusCode: status);
    }

    public async Task<IResult> RollbackAsync(string service, HttpContext context)
    {
        api.RequireService(service);
        RollbackBody body = await api.ReadBodyAsync(context, RollbackBody.Read).ConfigureAwait(false);
        RollbackReceipt receipt = await api.Rollouts.RollbackAsync(service, body.Version, Note(context, "rollback", service), body.Reason, context.RequestAborted).ConfigureAwait(false);
        return TypedResults.Json(new RollbackView(receipt.RolloutId, receipt.IsNewRollout, receipt.Text), DeployApiJson.Default.RollbackView, statusCode: StatusCodes.Status202Accepted);
    }

    public Task<IResult> ApproveAsync(string service, string gate, HttpContext context) =>
        AnswerAsync(service, gate, "approve", (actor, reason, cancellationToken) => api.Rollouts.ApproveAsync(service, gate, actor, reason, cancellationToken), context);

    public Task<IResult> RejectAsync(string service, string gate, HttpContext context) =>
        AnswerAsync(service, gate, "reject", (actor, reason, cancellationToken) => api.Rollouts.RejectAsync(service, gate, actor, reason, cancellationToken), context);

    public async Task<IResult> AdoptAsync(HttpContext context)
    {
        AdoptBody body = await api.ReadBodyAsync(context, AdoptBody.Read).ConfigureAwait(false);
        AdoptReceipt receipt = await api.Rollouts.AdoptAsync(Note(context, "adopt", "*"), body.Reason, context.RequestAborted).ConfigureAwait(false);
        return TypedResults.Json(new AdoptView(receipt.Restored, receipt.Kept), DeployApiJson.Default.AdoptView);
    }

    private async Task<IResult> AskAsync(string service, string action, Ask ask, HttpContext context)
    {
        CommandBody body = await ReadAsync(service, context).ConfigureAwait(false);
        await ask(service, Note(context, action, service), body.Reason, context.RequestAborted).ConfigureAwait(false);
        return await AnswerAsync(service, context).ConfigureAwait(false);
    }

    private async Task<IResult> AnswerAsync(string service, string gate, string action, Func<string, string, CancellationToken, ValueTask> ask, HttpContext context)
    {
        api.RequireService(service);
        Names.Require("gate", gate);
        GateBody body = await api.ReadBodyAsync(context, GateBody.Read).ConfigureAwait(false);
        await RequireCurrentAsync(service, body.RolloutId, context.RequestAborted).ConfigureAwait(false);
        await ask(Note(context, action, service), body.Reason, context.RequestAborted).ConfigureAwait(false);
        return await AnswerAsync(service, context).ConfigureAwait(false);
    }

    private async Task<CommandBody> ReadAsync(string service, HttpContext context)
    {
        api.RequireService(service);
        CommandBody body = await api.ReadBodyAsync(context, CommandBody.Read).ConfigureAwait(false);
        await RequireCurrentAsync(service, body.RolloutId, context.RequestAborted).ConfigureAwait(false);
        return body;
    }

    private async Task RequireCurrentAsync(string service, string? rolloutId, CancellationToken cancellationToken)
    {
        if (rolloutId is null)
        {
            return;
        }

        RolloutStatus? now = await api.GetOrRememberAsync(service, cancellationToken).ConfigureAwait(false);
        if (now?.State.Rollout.Id != rolloutId)
        {
            throw new ProblemException(Refusals.OtherRollout(now?.State.Rollout.Id));
        }
    }

    // It has been done: a store that does not answer any more must not make it look as if it had not.
    private async Task<IResult> AnswerAsync(string service, HttpContext context) =>
        await api.GetOrRememberAsync(service, context.RequestAborted).ConfigureAwait(false) is RolloutStatus now
            ? TypedResults.Json(api.View(now.State), DeployApiJson.Default.RolloutView)
            : new ProblemResult(Refusals.StoreUnavailable);

    private string Note(HttpContext context, string action, string service)
    {
        string actor = ApiCaller.Of(context).Actor;
        LogAsked(logger, actor, action, service);
        return actor;
    }

    [LoggerMessage(1203, LogLevel.Information, "{Actor} asked by the management API for {Action} of {Service}.")]
    private static partial void LogAsked(ILogger logger, string actor, string action, string service);
}
