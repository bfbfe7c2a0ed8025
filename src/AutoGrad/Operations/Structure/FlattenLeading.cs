using System.Numerics;

namespace AutoGrad.Operations;

/// <summary>Merges all axes but the last into one: a batch of matrices becomes one tall matrix.</summary>
/// <remarks>Shape (..., m, n) -> (... m, n). Shares the operand's memory. Saves nothing. Source: elementary.</remarks>
public readonly struct FlattenLeading : IStructuredOperation<FlattenLeading>
{
    /// <inheritdoc/>
    public static OperationInfo<FlattenLeading> Info { get; } = new("flatten_leading", 1)
    {
        Saves = Saves.Nothing,
        Linearity = Linearity.Linear,
        SharesMemory = true,
        Formula = "y = x with all axes but the last merged",
        Accuracy = "exact",
        Source = "elementary",
        Samples = [new(default, [2, 3, 4]), new(default, [3])],
        Refusals = [new(default, "a scalar has no last axis", [[]])],
    };

    /// <inheritdoc/>
    public void Shape(in OperandShapes operands, ref ShapeBuilder result)
    {
        ReadOnlySpan<nint> lengths = operands[0].Lengths;
        if (lengths.IsEmpty)
        {
            throw operands.Error("a scalar has no last axis");
        }

        nint merged = 1;
        foreach (nint length in lengths[..^1])
        {
            merged *= length;
        }

        result.Add(merged);
        result.Add(lengths[^1]);
    }

    /// <inheritdoc/>
    public void Primal<T>(in Evaluation<T> evaluation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => evaluation[0].CopyTo(evaluation.Result);

    /// <inheritdoc/>
    public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => pullback.Upstream.Apply(new Reshape(pullback[0].Shape));
}
