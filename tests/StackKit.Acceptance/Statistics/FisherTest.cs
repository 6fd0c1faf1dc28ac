namespace StackKit.Acceptance.Statistics;

/// <summary>Fisher's exact test, one-sided: what a team would write first, and what goes wrong when it is repeated or pooled over weights.</summary>
internal static class FisherTest
{
    private static readonly double[] s_logFactorials = BuildTable(1024);

    /// <summary>Returns the probability of at least this many candidate errors if both arms fail alike.</summary>
    public static double PValue(long candidateErrors, long candidateRequests, long stableErrors, long stableRequests)
    {
        long errors = candidateErrors + stableErrors;
        long requests = candidateRequests + stableRequests;
        double probability = Math.Exp(
            LogChoose(errors, candidateErrors)
            + LogChoose(requests - errors, candidateRequests - candidateErrors)
            - LogChoose(requests, candidateRequests));
        double tail = 0;
        long last = Math.Min(errors, candidateRequests);
        for (long x = candidateErrors; x <= last && probability > 1e-12; x++)
        {
            tail += probability;
            probability *= (double)(errors - x) * (candidateRequests - x) / ((double)(x + 1) * (requests - errors - candidateRequests + x + 1));
        }

        return Math.Min(1, tail);
    }

    private static double LogChoose(long n, long k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    private static double LogFactorial(long n)
    {
        if (n < s_logFactorials.Length)
        {
            return s_logFactorials[n];
        }

        double x = n;
        return ((x + 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (1 / (12 * x)) - (1 / (360 * x * x * x));
    }

    private static double[] BuildTable(int size)
    {
        double[] table = new double[size];
        for (int i = 2; i < size; i++)
        {
            table[i] = table[i - 1] + Math.Log(i);
        }

        return table;
    }
}
