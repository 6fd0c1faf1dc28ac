using Grpc.Core;

namespace StackKit.Acceptance.Proxies;

/// <summary>A gRPC service that does as it is told.</summary>
internal sealed class ShopService(Arrivals arrivals) : Shop.ShopBase
{
    public override async Task<BuyReply> Buy(BuyRequest request, ServerCallContext context)
    {
        arrivals.Add();
        switch (request.What)
        {
            case "fail":
                throw new RpcException(new Status(StatusCode.Internal, "broken"));
            case "nothing":
                throw new RpcException(new Status(StatusCode.NotFound, "no such thing"));
            case "wait":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
                break;
            default:
                break;
        }

        return new BuyReply { Receipt = request.What };
    }
}
