using Microsoft.AspNetCore.Http;

namespace StackKit.Routing.Yarp.Tests;

internal static class Answer
{
    public static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
