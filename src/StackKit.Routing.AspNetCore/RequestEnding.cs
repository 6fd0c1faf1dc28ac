namespace StackKit.Routing.AspNetCore;

/// <summary>Who ended a request, as far as an adapter knows.</summary>
public enum RequestEnding
{
    /// <summary>The request came to its end, or was given up by a token: the context tells whether the client went away or the time was up.</summary>
    Normal,

    /// <summary>What served the request broke off. It counts also when the client's connection had to be cut in consequence.</summary>
    ServerFailed,

    /// <summary>The request was given up because it took too long.</summary>
    TimedOut,

    /// <summary>The client broke off, or sent what could not be read.</summary>
    ClientAborted,
}
