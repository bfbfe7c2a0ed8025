using System.Numerics;

namespace AutoGrad.Operations;

/// <summary>Merges the last axes into one; merging none adds an axis of length 1.</summary>
/// <remarks>Shares the operand's memory. Saves nothing. Source: elementary.</remarks>
public readonly struct FlattenTrailing(int axes) : IStructuredOperation<FlattenTrailing>
{
    /// <inheritdoc/>
    public static OperationInfo<FlattenTrailing> Info { get; } = new("flatten_trailing", 1)
    {
        Saves = Saves.Nothing,
        Linearity = Linearity.Linear,
        SharesMemory = true,
        Formula = "y = x with its last axes merged",
        Accuracy = "exact",
        Source = "elementary",
        Samples = [new(new(2), [2, 3, 4]), new(new(0), [2]), new(new(1), [2, 3])],
        Refusals = [new(new(3), "has 2 axes", [2, 3])],
    };

    /// <inheritdoc/>
    public void Shape(in OperandShapes operands, ref ShapeBuilder result)
    {
        ReadOnlySpan<nint> lengths = operands[0].Lengths;
        if (axes < 0 || axes > lengths.Length)
        {
            throw operands.Error($"{axes} axes were to be merged, but the operand has {lengths.Length} axes");
        }

        result.Add(lengths[..^axes]);
        nint merged = 1;
        foreach (nint length in lengths[^axes..])
        {
            merged *= length;
        }

        result.Add(merged);
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
