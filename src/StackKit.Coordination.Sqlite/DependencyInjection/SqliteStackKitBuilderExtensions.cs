using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using StackKit.Coordination;
using StackKit.Coordination.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the SQLite engine to StackKit.</summary>
public static class SqliteStackKitBuilderExtensions
{
    private const string Section = "StackKit:Coordination:Sqlite";

    /// <summary>Keeps shared state in the SQLite file that the section <c>StackKit:Coordination:Sqlite</c> names.</summary>
    /// <param name="builder">The StackKit builder.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddSqliteStore(this IStackKitBuilder builder) => AddSqliteStore(builder, static _ => { });

    /// <summary>Keeps shared state in a SQLite file. What is set here is applied after the section <c>StackKit:Coordination:Sqlite</c>.</summary>
    /// <remarks>Replaces the engine that was chosen before. Can be called again: nothing is registered twice, and the settings accumulate.</remarks>
    /// <param name="builder">The StackKit builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same builder, so that calls can be chained.</returns>
    public static IStackKitBuilder AddSqliteStore(this IStackKitBuilder builder, Action<SqliteStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        IServiceCollection services = builder.Services;
        services.Replace(ServiceDescriptor.Singleton<ICoordinationEngine>(CreateEngine));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteStoreOptions>, SqliteStoreOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<SqliteStoreOptions>, SqliteStoreOptionsBinder>());
        services.AddOptions<SqliteStoreOptions>().Configure(configure).ValidateOnStart();
        return builder.AddCoordination();
    }

    private static SqliteEngine CreateEngine(IServiceProvider provider)
    {
        SqliteStoreOptions options = provider.GetRequiredService<IOptions<SqliteStoreOptions>>().Value;
        string root = provider.GetService<IHostEnvironment>()?.ContentRootPath ?? Environment.CurrentDirectory;
        return new SqliteEngine(options.CopyFor(Path.Combine(root, options.Path!)), provider.GetRequiredService<TimeProvider>());
    }

    private sealed class SqliteStoreOptionsBinder(IServiceProvider provider) : IConfigureOptions<SqliteStoreOptions>
    {
        public void Configure(SqliteStoreOptions options) =>
            provider.GetService<IConfiguration>()?.GetSection(Section).Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true);
    }
}
