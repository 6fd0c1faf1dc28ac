namespace StackKit.Routing;

/// <summary>A split, pool or name was refused; nothing of it took effect.</summary>
/// <remarks><see cref="ArgumentException.ParamName"/> is the field, such as <c>Arms[1].Weight</c>.</remarks>
public sealed class RoutingConfigurationException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    public RoutingConfigurationException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What is wrong and what to write instead.</param>
    public RoutingConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    /// <param name="message">What is wrong and what to write instead.</param>
    /// <param name="innerException">The cause.</param>
    public RoutingConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception for a field.</summary>
    /// <param name="message">What is wrong and what to write instead.</param>
    /// <param name="field">The field, such as <c>Arms[1].Weight</c>.</param>
    public RoutingConfigurationException(string message, string field)
        : base(message, field)
    {
    }
}
