using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace StackKit.Routing.AspNetCore;

/// <summary>Reads the baggage of requests as the propagator of the application does, and takes the decision out of the headers at that.</summary>
/// <remarks>
/// The server reads the baggage into the activity before it announces the request. Libraries that listen to the announcement, such as those of
/// OpenTelemetry, read the headers once more, and pass on what they found whatever the activity says. So the headers must be clean by then;
/// what becomes of the decision in the activity is settled by <see cref="PropagationMiddleware"/>.
/// </remarks>
internal sealed class StrippingPropagator(DistributedContextPropagator inner, BaggageKey key) : DistributedContextPropagator
{
    public override IReadOnlyCollection<string> Fields => inner.Fields;

    /// <summary>Puts it in the place of the propagator that is registered, or of the default.</summary>
    public static void Register(IServiceCollection services)
    {
        ServiceDescriptor? registered = services.LastOrDefault(static service => service.ServiceType == typeof(DistributedContextPropagator) && !service.IsKeyedService);
        if (registered is not null)
        {
            services.Remove(registered);
        }

        services.AddSingleton<DistributedContextPropagator>(provider =>
            new StrippingPropagator(Resolve(registered, provider), new BaggageKey(provider.GetRequiredService<IOptions<HttpRoutingOptions>>().Value.Propagation.Key)));
    }

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) => inner.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter)
    {
        IEnumerable<KeyValuePair<string, string?>>? baggage = inner.ExtractBaggage(carrier, getter);
        if (carrier is not IHeaderDictionary headers)
        {
            return baggage?.Where(item => !key.IsLike(item.Key)); // of a message, whose sender nobody will ask for
        }

        if (BaggageHeader.IsAny(headers))
        {
            baggage = baggage?.ToArray(); // before what it may be read from changes
            BaggageHeader.Remove(headers, key);
        }

        return baggage;
    }

    private static DistributedContextPropagator Resolve(ServiceDescriptor? registered, IServiceProvider provider) => registered switch
    {
        null => Current,
        { ImplementationInstance: DistributedContextPropagator instance } => instance,
        { ImplementationFactory: Func<IServiceProvider, object> create } => (DistributedContextPropagator)create(provider),
        _ => (DistributedContextPropagator)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!),
    };
}
