namespace StackKit.Cli.Api;

/// <summary>The paths of the management API. Names have been checked before they come here; they are escaped all the same.</summary>
internal static class ApiPaths
{
    public const string Services = "services";

    public const string Adopt = "adopt";

    public static string Current(string service) => $"{Of(service)}/rollout";

    public static string History(string service) => $"{Of(service)}/rollouts";

    public static string Rollout(string service, string id) => $"{Of(service)}/rollouts/{Uri.EscapeDataString(id)}";

    public static string Command(string service, string command) => $"{Of(service)}/rollout/{command}";

    public static string Forecast(string service) => $"{Of(service)}/forecast";

    public static string Rollback(string service) => $"{Of(service)}/rollback";

    public static string Gate(string service, string gate, string answer) => $"{Of(service)}/gates/{Uri.EscapeDataString(gate)}/{answer}";

    private static string Of(string service) => $"services/{Uri.EscapeDataString(service)}";
}
