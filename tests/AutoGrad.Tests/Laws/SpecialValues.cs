using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Laws;

/// <summary>Operands for the lane tests: every other element a special value, in turn, the others from the operation's domain.</summary>
internal sealed class SpecialValues<T>(OperationInfo info)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Tiny = typeof(T) == typeof(float) ? T.CreateTruncating(1.5e-38f) : T.CreateTruncating(3e-308);
    private static readonly T Huge = typeof(T) == typeof(float) ? T.CreateTruncating(3e38f) : T.CreateTruncating(1.7e308);

    private static readonly T[] Special =
    [
        T.Zero, T.NegativeZero, T.One, T.NegativeOne, T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Epsilon, -T.Epsilon,
        Tiny, -Tiny, Tiny / (T.One + T.One), Huge, -Huge, T.CreateTruncating(1e5), T.CreateTruncating(-1e5), T.CreateTruncating(88.8), T.CreateTruncating(-745.2),
        T.CreateTruncating(1e-9), T.CreateTruncating(-1e-9), T.CreateTruncating(0.5), T.CreateTruncating(2.5), T.CreateTruncating(-3), T.CreateTruncating(40),
    ];

    // Coprime to the number of special values, and different, so that all pairs come up.
    private static readonly int[] Strides = [5, 7, 11];

    private readonly Random random = new(3);
    private int turn;

    public T[] Next(int operand, int length)
    {
        Interval domain = info.DomainOf(operand);
        var elements = new T[length];
        for (int i = 0; i < length; i++)
        {
            elements[i] = random.Next(2) == 0
                ? Special[(turn++ * Strides[operand]) % Special.Length]
                : T.CreateTruncating(domain.Low + (random.NextDouble() * (domain.High - domain.Low)));
        }

        return elements;
    }

    /// <summary>Upstream gradients of either sign, one in five of them 0.</summary>
    public T[] Upstream(int length)
    {
        var elements = new T[length];
        for (int i = 0; i < length; i++)
        {
            elements[i] = random.Next(5) == 0 ? T.Zero : T.CreateTruncating((2 * random.NextDouble()) - 1);
        }

        return elements;
    }
}
