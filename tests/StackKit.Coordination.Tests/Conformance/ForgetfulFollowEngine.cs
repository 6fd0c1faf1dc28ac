using System.Runtime.CompilerServices;

namespace StackKit.Coordination.Tests.Conformance;

/// <summary>Wrong: loses the third change of every follow.</summary>
internal sealed class ForgetfulFollowEngine(ICoordinationEngine inner) : EngineDecorator(inner)
{
    public override async IAsyncEnumerable<Change> FollowAsync(string prefix, Cursor cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int changes = 0;
        await foreach (Change change in Inner.FollowAsync(prefix, cursor, cancellationToken))
        {
            if (change.Kind is not (ChangeKind.Put or ChangeKind.Remove) || ++changes != 3)
            {
                yield return change;
            }
        }
    }
}
