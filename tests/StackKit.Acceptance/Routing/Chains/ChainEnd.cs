using Grpc.Core;
using StackKit.Acceptance.Proxies;
using ShopRpc = StackKit.Acceptance.Proxies.Shop;

namespace StackKit.Acceptance.Routing.Chains;

/// <summary>The last service of a chain, which speaks gRPC: it answers with the version that served.</summary>
internal sealed class ChainEnd : ShopRpc.ShopBase
{
    public override Task<BuyReply> Buy(BuyRequest request, ServerCallContext context) =>
        Task.FromResult(new BuyReply { Receipt = ChainService.VersionOf(context.GetHttpContext()) });
}
