using System.Runtime.InteropServices;

namespace StackKit.Routing;

/// <summary>What a decision holds until it is reported, and which arms were denied to it, in one word so that one store writes it.</summary>
/// <remarks>Bit 0: in flight. Bit 1: holds a reservation of the failure budget. Bits 8 to 15: the stripe in which it is in flight. Bits 16 to 31: the denied arms by index.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DecisionBits(ulong Word)
{
    private const ulong InFlight = 1;
    private const ulong Budget = 2;
    private const int StripeShift = 8;
    private const int DeniedShift = 16;

    public bool IsInFlight => (Word & InFlight) != 0;

    public bool HoldsBudget => (Word & Budget) != 0;

    public int Stripe => (byte)(Word >> StripeShift);

    public ushort Denied => (ushort)(Word >> DeniedShift);

    /// <summary>Gets the bits of a decision that is in flight in a stripe.</summary>
    public static DecisionBits Begin(int stripe) => new(InFlight | ((ulong)stripe << StripeShift));

    public DecisionBits WithBudget() => new(Word | Budget);

    /// <summary>Gets the bits with other denied arms.</summary>
    public DecisionBits WithDenied(ushort denied) => new((Word & 0xFFFF) | ((ulong)denied << DeniedShift));

    /// <summary>Gets the bits in flight in a stripe, keeping budget and denied arms.</summary>
    public DecisionBits WithFlight(int stripe) => new((Word & ~0xFF00UL) | Begin(stripe).Word);
}
