namespace StackKit.Acceptance.Routing;

/// <summary>What becomes of a request; also the first part of its path.</summary>
internal enum RequestFate
{
    /// <summary>It is answered.</summary>
    Good,

    /// <summary>It is answered with 500.</summary>
    Fail,

    /// <summary>Its handler throws.</summary>
    Throw,

    /// <summary>Its handler gives up, as if it had been cancelled.</summary>
    Cancel,

    /// <summary>Its time is up.</summary>
    TimeOut,

    /// <summary>The server drops the connection.</summary>
    Drop,

    /// <summary>The connection breaks in the middle of the answer.</summary>
    Break,

    /// <summary>The client goes away while it is served.</summary>
    Leave,

    /// <summary>It is answered, and reported by the application as well, twice.</summary>
    Twice,

    /// <summary>It is held until its endpoint has been removed.</summary>
    Hold,
}
