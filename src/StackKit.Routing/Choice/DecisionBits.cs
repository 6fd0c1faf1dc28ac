using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>Why a decision fell and what it holds until it is reported, in one word so that one store writes it.</summary>
/// <remarks>
/// Bit 0: in flight. Bit 1: holds a reservation of the failure budget. Bit 2: an Allow rule chose the version. Bit 3: in flight for the version as
/// well as at its endpoint. Bits 4 to 7: the reason. Bits 8 to 15: the stripe in which it is in flight. Bits 16 to 31: the barred arms by index. Bits 32 to 47: the number of the rule, plus 1.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DecisionBits(ulong Word)
{
    private const ulong InFlight = 1;
    private const ulong Budget = 1 << 1;
    private const ulong Allowed = 1 << 2;
    private const ulong Moving = 1 << 3;
    private const int ReasonShift = 4;
    private const ulong ReasonMask = 0xFUL << ReasonShift;
    private const int StripeShift = 8;
    private const ulong StripeMask = 0xFFUL << StripeShift;
    private const int BarredShift = 16;
    private const ulong BarredMask = 0xFFFFUL << BarredShift;
    private const int RuleShift = 32;

    public bool IsInFlight => (Word & InFlight) != 0;

    public bool HoldsBudget => (Word & Budget) != 0;

    /// <summary>Gets a value indicating whether an Allow rule chose the version: then there is no falling back for want of an endpoint.</summary>
    public bool IsAllowed => (Word & Allowed) != 0;

    /// <summary>Gets a value indicating whether it is counted in flight for the version as well as at its endpoint.</summary>
    public bool IsMoving => (Word & Moving) != 0;

    public RouteReason Reason => (RouteReason)((Word & ReasonMask) >> ReasonShift);

    public int Stripe => (byte)(Word >> StripeShift);

    /// <summary>Gets the arms that the request must not get: denied by rules, or tried before.</summary>
    public ushort Barred => (ushort)(Word >> BarredShift);

    /// <summary>Gets the number of the rule that decided; -1 when none did.</summary>
    public int Rule => (ushort)(Word >> RuleShift) - 1;

    /// <summary>Gets the bits of a request that is about to be in flight.</summary>
    public static DecisionBits Begin => new(InFlight);

    public DecisionBits With(RouteReason reason) => new((Word & ~ReasonMask) | ((ulong)reason << ReasonShift));

    public DecisionBits WithBudget() => new(Word | Budget);

    public DecisionBits WithBarred(ushort barred) => new((Word & ~BarredMask) | ((ulong)barred << BarredShift));

    /// <summary>Gets the bits of a decision by a rule.</summary>
    public DecisionBits WithRule(int rule, bool isAllowed) =>
        new(With(RouteReason.Rule).Word | ((ulong)(rule + 1) << RuleShift) | (isAllowed ? Allowed : 0));

    /// <summary>Gets the bits of a request that falls back: what decided before no longer matters.</summary>
    public DecisionBits ForFallback() => new DecisionBits(Word & (InFlight | StripeMask | BarredMask)).With(RouteReason.Fallback);

    /// <summary>Gets the bits in flight in a stripe, keeping everything else.</summary>
    public DecisionBits WithFlight(int stripe) => new((Word & ~(StripeMask | Moving)) | InFlight | ((ulong)stripe << StripeShift));

    /// <summary>Gets the bits in flight in a stripe for the version as well, keeping everything else.</summary>
    public DecisionBits WithMovingFlight(int stripe) => new(WithFlight(stripe).Word | Moving);
}
