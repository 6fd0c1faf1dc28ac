using System.Collections.Frozen;
using BenchmarkDotNet.Attributes;
using StackKit.Benchmarks.Routers;

namespace StackKit.Benchmarks.Suites;

/// <summary>What a list of users can be looked up in; ids of 36 characters.</summary>
[MemoryDiagnoser]
public class SetBenchmarks
{
    private string[] _users = [];
    private FrozenSet<string> _frozen = [];
    private FrozenSet<string> _frozenIgnoringCase = [];
    private HashSet<string> _hash = [];
    private int _turn;

    [Params(10, 1_000, 10_000)]
    public int Entries { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _users = RuleFixtures.Users(Entries);
        _frozen = _users.ToFrozenSet(StringComparer.Ordinal);
        _frozenIgnoringCase = _users.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _hash = new HashSet<string>(_users, StringComparer.Ordinal);
    }

    [Benchmark(Baseline = true)]
    public bool NaiveListScanMiss()
    {
        string stranger = Stranger();
        foreach (string user in _users)
        {
            if (string.Equals(user, stranger, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    [Benchmark]
    public bool FrozenSetHit() => _frozen.Contains(User());

    [Benchmark]
    public bool FrozenSetMiss() => _frozen.Contains(Stranger());

    [Benchmark]
    public bool FrozenSetIgnoringCaseHit() => _frozenIgnoringCase.Contains(User());

    [Benchmark]
    public bool HashSetHit() => _hash.Contains(User());

    private string User()
    {
        _turn = _turn + 1 < _users.Length ? _turn + 1 : 0;
        return _users[_turn];
    }

    private string Stranger() => StickyKeys.All[_turn++ & StickyKeys.Mask];
}
