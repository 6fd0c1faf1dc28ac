using StackKit.Routing;

namespace StackKit.Acceptance.Routing;

/// <summary>A policy that refuses pools of more than two, and chooses an endpoint that is not there when there are two.</summary>
internal sealed class PickyPolicy : IPoolPolicy
{
    public const string PolicyName = "picky";

    public string Name => PolicyName;

    public IPoolPicker CreatePicker(PoolMembers members, IPoolPicker? previous) =>
        members.Endpoints.Count <= 2 ? new Picker(members.Endpoints.Count - 1) : throw new NotSupportedException("too many");

    private sealed class Picker(int last) : IPoolPicker
    {
        public int Pick(in RouteContext context) => last * 7;
    }
}
