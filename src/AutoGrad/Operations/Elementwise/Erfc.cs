using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Complementary error function: y = 1 - erf x, exact where that difference is small.</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: DLMF 7.2.</remarks>
    public readonly struct Erfc : IElementwise<Erfc>
    {
        /// <inheritdoc/>
        public static OperationInfo<Erfc> Info { get; } = new("erfc", 1)
        {
            Saves = Saves.Inputs,
            Accuracy = "1 ulp in float, 4 in double",
            Source = "DLMF 7.2",
            Probes = [new(0, 1, -1.1283791670955126), new(double.PositiveInfinity, 0, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => N.Erfc(x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => -(N.Constant(1.1283791670955126) * N.Exp(-(x * x)));
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Complementary error function: y = 1 - erf x, exact where that difference is small.</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> Erfc() => Apply(new Erfc());
    }
}
