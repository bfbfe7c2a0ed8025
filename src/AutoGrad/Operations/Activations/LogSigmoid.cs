using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Logarithm of the logistic function: y = log(1 / (1 + e^-x)).</summary>
    /// <remarks>Shape (...) -&gt; (...). Domain: the reals, smooth. Saves the input. Source: elementary.</remarks>
    public readonly struct LogSigmoid : IElementwise<LogSigmoid>
    {
        /// <inheritdoc/>
        public static OperationInfo<LogSigmoid> Info { get; } = new("logsigmoid", 1)
        {
            Saves = Saves.Inputs,
            Accuracy = "3 ulp",
            Source = "elementary",
            Probes = [new(0, -0.6931471805599453, 0.5), new(-1e4, -1e4, 1), new(1e4, 0, 0)],
        };

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Primal<N>(N x)
            where N : struct, INumberSystem<N>
            => -N.Softplus(-x);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N LocalGradient<N>(N x, N y)
            where N : struct, INumberSystem<N>
            => N.Sigmoid(-x);
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Logarithm of the logistic function: y = log(1 / (1 + e^-x)).</summary>
        /// <remarks>Domain: the reals, smooth.</remarks>
        public Variable<T> LogSigmoid() => Apply(new LogSigmoid());
    }
}
