namespace StackKit.Coordination.Tests.Engines;

public sealed class TransactionTests
{
    [Fact]
    public void Put_Always_LeavesTheFormerTransactionAlone()
    {
        Transaction first = Transaction.Create().ExpectAbsent("a");

        Transaction second = first.Put("a", "1"u8.ToArray()).Delete("b");

        Assert.Empty(first.Operations);
        Assert.Equal(2, second.Operations.Length);
        Assert.True(second.Expectations[0].IsAbsent);
        Assert.True(second.Operations[1].IsDelete);
        Assert.Empty(Transaction.Create().Expectations);
    }

    [Fact]
    public void Put_ArrayChangedAfterwards_KeepsTheValue()
    {
        byte[] value = [1, 2, 3];

        Transaction transaction = Transaction.Create().Put("a", value);
        value[0] = 9;

        Assert.Equal([1, 2, 3], transaction.Operations[0].Value!.Value.ToArray());
    }

    [Fact]
    public void Put_SameKeyTwice_Throws() =>
        Assert.Throws<ArgumentException>("key", () => Transaction.Create().Delete("a").Put("a", default));

    [Fact]
    public void ExpectRevision_SameKeyTwice_Throws() =>
        Assert.Throws<ArgumentException>("key", () => Transaction.Create().ExpectAbsent("a").ExpectRevision("a", 1));

    [Fact]
    public void ExpectRevision_Zero_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>("revision", () => Transaction.Create().ExpectRevision("a", 0));

    [Fact]
    public void Put_ValueTooLarge_NamesTheField() =>
        Assert.Throws<ArgumentException>("value", () => Transaction.Create().Put("a", new byte[Transaction.MaximumValueBytes + 1]));

    [Fact]
    public void Delete_OneMoreThanAllowed_Throws()
    {
        Transaction full = Enumerable.Range(0, Transaction.MaximumItems).Aggregate(Transaction.Create(), static (transaction, i) => transaction.Delete($"k{i}"));

        Assert.Throws<InvalidOperationException>(() => full.Delete("one-more"));
        Assert.Throws<InvalidOperationException>(() => full.ExpectAbsent("one-more"));
    }
}
