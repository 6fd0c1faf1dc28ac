using Microsoft.Extensions.Configuration;

namespace StackKit.Deploy;

/// <summary>Reads <see cref="DeployOptions"/> from configuration.</summary>
internal static class DeployOptionsReader
{
    public const string Section = "StackKit:Deploy";

    /// <summary>Applies the section to the options.</summary>
    /// <exception cref="InvalidOperationException">A value is not of its type, or a service has a setting that there is not.</exception>
    public static void Read(IConfiguration configuration, DeployOptions options)
    {
        IConfigurationSection section = configuration.GetSection(Section);
        section.Bind(options);
        foreach (IConfigurationSection service in section.GetSection("Services").GetChildren())
        {
            // A misspelt setting must not be overlooked. Beside the services stand the sections of other packages, which are not ours to judge.
            service.Bind(new ServiceOptions(), static binder => binder.ErrorOnUnknownConfiguration = true);
        }
    }
}
