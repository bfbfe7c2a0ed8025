using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>The value as it is, through which no gradient flows.</summary>
    /// <remarks>Shape (...) -> (...). Shares the operand's memory. Source: elementary.</remarks>
    public readonly struct StopGradient : IStructuredOperation<StopGradient>
    {
        /// <inheritdoc/>
        public static OperationInfo<StopGradient> Info { get; } = new("stop_gradient", 1)
        {
            Saves = Saves.Nothing,
            SharesMemory = true,
            StopsGradient = true,
            Formula = "y = x, dy/dx taken as 0",
            Accuracy = "exact",
            Source = "elementary",
            Samples = [new(default, [2, 3])],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result) => result.Add(operands[0].Lengths);

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => evaluation[0].CopyTo(evaluation.Result);

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => default;
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>The same value, through which no gradient flows: it counts as a constant from here on.</summary>
        public Variable<T> StopGradient() => Apply(default(StopGradient));
    }
}
