using System.Net;
using System.Net.Sockets;

namespace StackKit.Deploy.Processes.Launching;

/// <summary>Ports of this machine that nobody listens on.</summary>
internal static class LoopbackPorts
{
    private const int Attempts = 100;

    /// <summary>Finds a free port that is not promised to another instance.</summary>
    /// <exception cref="ProcessFailedException">There is none.</exception>
    public static int Find(IReadOnlySet<int> promised)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            int port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            if (!promised.Contains(port))
            {
                return port;
            }
        }

        throw new ProcessFailedException("There is no free port on the loopback address.");
    }

    /// <summary>Says whether somebody listens on a port.</summary>
    public static bool IsTaken(int port)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return false;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
    }
}
