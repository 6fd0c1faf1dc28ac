using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>What is known about a request when its version is chosen; all of it is optional.</summary>
public readonly ref struct RouteContext
{
    /// <summary>Gets what a sticky split hashes, such as a user id; normalise case and white space before. Empty means none.</summary>
    public ReadOnlySpan<char> StickyKey { get; init; }

    /// <summary>Gets the user that rules compare. Empty means unknown: no rule on users matches.</summary>
    public ReadOnlySpan<char> User { get; init; }

    /// <summary>Gets the address of the client that rules compare. Null means unknown: no rule on networks matches.</summary>
    public IPAddress? RemoteAddress { get; init; }

    /// <summary>Gets the value of <see cref="Pool.SubsetLabel"/> that the endpoint must have. Empty means any endpoint.</summary>
    public ReadOnlySpan<char> Subset { get; init; }

    /// <summary>Gets the version that a service upstream chose for the same request, so that a whole chain of calls stays on one version. Empty means none.</summary>
    /// <remarks>
    /// It goes behind the rules and before the weights, and only while the version is part of the split with a weight above 0. Set it only from a
    /// source that clients cannot reach.
    /// </remarks>
    public ReadOnlySpan<char> InheritedVersion { get; init; }

    /// <summary>Gets the request that <see cref="Reader"/> reads. Null means that no rule on headers or cookies matches.</summary>
    public object? Request { get; init; }

    /// <summary>Gets the reader of headers and cookies. Null means that no rule on headers or cookies matches.</summary>
    public IRequestReader? Reader { get; init; }

    /// <summary>Copies the sticky key field by field: a copy by one wide load would wait until the narrow stores that made the context have left the store buffer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ReadOnlySpan<char> CopyFields(in RouteContext context) =>
        MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(context.StickyKey), context.StickyKey.Length);
}
