using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StackKit.Coordination;

namespace StackKit.Acceptance.Gateways.Watching;

/// <summary>Puts a <see cref="WatchedEngine"/> before the engine that was chosen.</summary>
internal static class WatchedStore
{
    public static void Add(IServiceCollection services, Witness witness, Trap trap)
    {
        Func<IServiceProvider, object> engine = services.Last(d => d.ServiceType == typeof(ICoordinationEngine)).ImplementationFactory!;
        services.Replace(ServiceDescriptor.Singleton<ICoordinationEngine>(provider => new WatchedEngine((ICoordinationEngine)engine(provider), witness, trap)));
    }
}
