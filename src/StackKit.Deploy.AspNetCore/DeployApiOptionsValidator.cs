using Microsoft.Extensions.Options;

namespace StackKit.Deploy.AspNetCore;

/// <summary>Checks <see cref="DeployApiOptions"/> when the API is mapped.</summary>
internal sealed class DeployApiOptionsValidator : IValidateOptions<DeployApiOptions>
{
    public ValidateOptionsResult Validate(string? name, DeployApiOptions options)
    {
        ValidateOptionsResultBuilder builder = new();
        CheckName(builder, "Policy", options.Policy, "the name of an authorization policy");
        CheckName(builder, "ReadPolicy", options.ReadPolicy, "the name of an authorization policy");
        CheckName(builder, "ActorClaim", options.ActorClaim, "the type of a claim, such as preferred_username");
        if (options.MaxStreams is < 1 or > 100_000)
        {
            builder.AddError(FormattableString.Invariant($"{DeployApi.Section}:MaxStreams ({options.MaxStreams}) must be from 1 to 100,000."));
        }

        CheckTime(builder, "StreamDuration", options.StreamDuration, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        CheckTime(builder, "StreamHeartbeat", options.StreamHeartbeat, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        return builder.Build();
    }

    private static void CheckName(ValidateOptionsResultBuilder builder, string setting, string? value, string what)
    {
        if (value is not null && string.IsNullOrWhiteSpace(value))
        {
            builder.AddError($"{DeployApi.Section}:{setting} is empty; write {what}, or leave it out.");
        }
    }

    private static void CheckTime(ValidateOptionsResultBuilder builder, string setting, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            builder.AddError($"{DeployApi.Section}:{setting} ({value}) must be from {least} to {most}.");
        }
    }
}
