using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace StackKit.Routing.AspNetCore;

/// <summary>Says whether a decision is believed, by where it comes from.</summary>
internal sealed partial class TrustedSources
{
    private readonly IPNetwork[] _networks;
    private readonly Func<HttpContext, bool>? _trusted;
    private readonly ILogger _logger;

    /// <summary>Initializes a new instance of the <see cref="TrustedSources"/> class from validated options.</summary>
    public TrustedSources(PropagationOptions options, ILogger logger)
    {
        List<IPNetwork> networks = [];
        foreach (string text in options.TrustedNetworks)
        {
            if (TrustedNetwork.TryParse(text, out IPNetwork network))
            {
                networks.Add(network);
            }
        }

        _networks = [.. networks];
        _trusted = options.Trusted;
        _logger = logger;
    }

    /// <summary>Says whether the source of a request is trusted, by the address that is in force at the time of the call.</summary>
    public bool Contain(HttpContext context) => Contain(context.Connection.RemoteIpAddress) || (_trusted is not null && IsTrusted(_trusted, context));

    private bool Contain(IPAddress? address) => address is not null && Array.Exists(_networks, network => network.Contains(address));

    private bool IsTrusted(Func<HttpContext, bool> trusted, HttpContext context)
    {
        try
        {
            return trusted(context);
        }
#pragma warning disable CA1031 // whatever the application's function does, a doubt is no trust
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogTrustedThrew(_logger, exception);
            return false;
        }
    }

    [LoggerMessage(123, LogLevel.Error, "HttpRoutingOptions.Propagation.Trusted threw; the source of the request is not trusted.")]
    private static partial void LogTrustedThrew(ILogger logger, Exception exception);
}
