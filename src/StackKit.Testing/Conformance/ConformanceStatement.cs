namespace StackKit.Testing;

/// <summary>One numbered statement about a kind of subject, with the code that tries it.</summary>
/// <typeparam name="TFixture">What gives the statement its subject.</typeparam>
public sealed class ConformanceStatement<TFixture>
{
    private readonly Func<TFixture, CancellationToken, Task<string?>> _applicability;
    private readonly TimeSpan _limit;

    /// <summary>Initializes a new instance of the <see cref="ConformanceStatement{TFixture}"/> class.</summary>
    /// <param name="number">The number, which never changes its meaning.</param>
    /// <param name="text">The statement in one sentence.</param>
    /// <param name="requires">What the subject must claim to do, in a few words; empty when the statement is for every subject.</param>
    /// <param name="applicability">Returns why the statement does not apply, or <see langword="null"/> when it does.</param>
    /// <param name="run">Tries the statement; throws when it does not hold.</param>
    /// <param name="limit">How long that may take before it counts as failed.</param>
    public ConformanceStatement(
        int number,
        string text,
        string requires,
        Func<TFixture, CancellationToken, Task<string?>> applicability,
        Func<TFixture, CancellationToken, Task> run,
        TimeSpan limit)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        ArgumentNullException.ThrowIfNull(requires);
        ArgumentNullException.ThrowIfNull(applicability);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);

        Number = number;
        Text = text;
        Requires = requires;
        Run = run;
        _applicability = applicability;
        _limit = limit;
    }

    /// <summary>Gets the number, which never changes its meaning.</summary>
    public int Number { get; }

    /// <summary>Gets the statement in one sentence.</summary>
    public string Text { get; }

    /// <summary>Gets what the subject must claim to do, in a few words; empty when the statement is for every subject.</summary>
    public string Requires { get; }

    /// <summary>Gets the code that tries the statement and throws when it does not hold.</summary>
    public Func<TFixture, CancellationToken, Task> Run { get; }

    /// <summary>Tries the statement, within its limit of time.</summary>
    /// <param name="fixture">A fresh fixture, which the caller disposes.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What became of it; never throws because the subject misbehaves.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<ConformanceResult> TryAsync(TFixture fixture, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource limit = new(_limit, TimeProvider.System);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            string? reason = await _applicability(fixture, either.Token).ConfigureAwait(false);
            if (reason is not null)
            {
                return ConformanceResult.NotApplicable(reason);
            }

            await Run(fixture, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            return ConformanceResult.Passed;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return ConformanceResult.Failed($"The attempt did not end within {_limit}.");
        }
        catch (ConformanceException exception)
        {
            return ConformanceResult.Failed(exception.Message);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return ConformanceResult.Failed($"{exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Number}. {Text}";
}
