namespace StackKit.Benchmarks.Harness;

/// <summary>Stands where the router lacks something, and is shown as such.</summary>
internal sealed class NotAvailable() : Candidate("not available")
{
    public override void Run(int operations) => throw new NotSupportedException("The router cannot do this yet.");
}
