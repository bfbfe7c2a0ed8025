namespace AutoGrad.Sweeps;

/// <summary>A block of the operands of a broadcasting operation; a span of one element repeats it.</summary>
internal readonly ref struct Operands<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c)
{
    public readonly ReadOnlySpan<T> A = a;
    public readonly ReadOnlySpan<T> B = b;
    public readonly ReadOnlySpan<T> C = c;

    /// <summary>Whether every operand has as many elements as the result, or exactly one: then there is a single block.</summary>
    public bool IsPlain(int count) =>
        (A.Length == count || A.Length == 1) && (B.Length == count || B.Length == 1) && (C.Length == count || C.Length <= 1);

    /// <summary>The part of the operands that one block of the plan reads.</summary>
    public Operands<T> At(in BroadcastPlan plan) => new(
        A.Slice((int)plan.A, plan.Extent(0)),
        B.Slice((int)plan.B, plan.Extent(1)),
        C.IsEmpty ? default : C.Slice((int)plan.C, plan.Extent(2)));
}
