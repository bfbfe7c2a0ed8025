using AutoGrad.Errors;
using AutoGrad.Operations;

namespace AutoGrad;

public readonly partial struct Variable<T>
{
    /// <summary>Einstein's summation: products of elements, summed over every label that the result does not have. "ij,jk->ik" is a matrix product.</summary>
    /// <remarks>
    /// <para>As in NumPy and PyTorch: one letter for each axis, operands parted by commas, then "->" and the labels of the result. A label
    /// that stands twice at one operand takes its diagonal. "..." stands for any further axes, which broadcast from the last one on; where
    /// the result leaves them out they are summed. Without an arrow the result has the ellipsis and then the letters that occur once, in
    /// alphabetical order, capitals first. Spaces count for nothing. Axes of length 1 broadcast against longer ones of the same label.</para>
    /// <para>Operands are multiplied from left to right as batched matrix products; their order can matter for speed.</para>
    /// </remarks>
    /// <param name="equation">Such as <c>"bij,bjk->bik"</c>.</param>
    /// <param name="operands">One or more.</param>
    /// <exception cref="ShapeException">The equation cannot be read, speaks of another number of operands or axes, or lengths of a label differ.</exception>
    public static Variable<T> Einsum(string equation, params ReadOnlySpan<Variable<T>> operands)
    {
        ArgumentNullException.ThrowIfNull(equation);
        var read = new EinsumEquation(equation, stackalloc nint[Contraction<T>.Most]);
        if (read.Operands != operands.Length)
        {
            throw read.Error($"it speaks of {read.Operands} {(read.Operands == 1 ? "operand" : "operands")}, but {operands.Length} {(operands.Length == 1 ? "was" : "were")} given");
        }

        // Everything is read and checked before anything is recorded: lengths and the result depend on all operands.
        Span<byte> labels = stackalloc byte[Shape.MaxRank];
        for (int operand = 0; operand < operands.Length; operand++)
        {
            read.Read(operand, operands[operand].Shape, labels);
        }

        Span<byte> output = stackalloc byte[Shape.MaxRank];
        output = output[..read.ReadOutput(output)];

        Contraction<T> product = Labelled(ref read, operands, 0, stackalloc byte[Shape.MaxRank]);
        Span<byte> storage = stackalloc byte[Shape.MaxRank];
        for (int operand = 1; operand < operands.Length; operand++)
        {
            UInt128 kept = Contraction<T>.SetOf(output);
            for (int later = operand + 1; later < operands.Length; later++)
            {
                kept |= Contraction<T>.SetOf(labels[..read.Read(later, operands[later].Shape, labels)]);
            }

            Contraction<T> next = Labelled(ref read, operands, operand, storage);
            product.SumOut(kept | next.Set);
            next.SumOut(kept | product.Set);
            product.MultiplyBy(next, kept);
        }

        product.SumOut(Contraction<T>.SetOf(output));
        return product.InOrder(output);
    }

    /// <summary>One operand with different labels on all axes: diagonals taken, and without the axes of length 1 that broadcast.</summary>
    private static Contraction<T> Labelled(
        scoped ref EinsumEquation equation, ReadOnlySpan<Variable<T>> operands, int operand, Span<byte> storage)
    {
        Variable<T> value = operands[operand];
        Span<byte> labels = stackalloc byte[Shape.MaxRank];
        int rank = equation.Read(operand, value.Shape, labels);
        for (int axis = 0; axis < rank; axis++)
        {
            int twin = labels[(axis + 1)..rank].IndexOf(labels[axis]);
            if (twin >= 0)
            {
                // The diagonal becomes the last axis, so the search goes on where the first of the two axes stood.
                twin += axis + 1;
                byte label = labels[axis];
                value = value.Apply(new Diagonal(0, axis, twin));
                labels[(twin + 1)..rank].CopyTo(labels[twin..]);
                labels[(axis + 1)..rank].CopyTo(labels[axis..]);
                labels[--rank - 1] = label;
                axis--;
            }
        }

        ulong broadcast = 0;
        int place = 0;
        for (int axis = 0; axis < rank; axis++)
        {
            if (value.Shape.Lengths[axis] == 1 && equation.LengthOf(labels[axis]) != 1)
            {
                broadcast |= 1UL << axis;
            }
            else
            {
                labels[place++] = labels[axis];
            }
        }

        value = broadcast == 0 ? value : value.Apply(new SqueezeAxes(broadcast));
        return new Contraction<T>(value, labels[..place], storage);
    }
}
