using System.Numerics;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>The sweep of power series: the Taylor coefficients of a result when a variable moves along a line, in one pass over the records between them.</summary>
/// <remarks>
/// Elementwise operations read their formula in power series. A linear operation maps coefficient by coefficient; of a bilinear one the
/// coefficients are sums of products, as those of a product of numbers. Other operations state no more than a derivative.
/// </remarks>
internal static class SeriesSweep
{
    /// <summary>The coefficients of a number y of x + t direction, from that of t^0 on; null where an operation has no power series.</summary>
    public static T[]? Coefficients<T>(Variable<T> y, Variable<T> x, Variable<T> direction, int order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tape<T> tape = y.Tape;
        bool[] between = ForwardSweep.Between(y, [x], [direction], out int first);
        var known = new T[]?[between.Length][];
        for (int index = first; index < first + between.Length; index++)
        {
            if (!between[index - first])
            {
                continue;
            }

            var own = new T[order + 1][];
            for (int k = 0; k <= order; k++)
            {
                own[k] = new T[tape.Node(index).Shape.Count];
            }

            known[index - first] = own;
            tape.ValueOf(index).CopyTo(own[0]);
            if (index == x.Index)
            {
                if (order > 0)
                {
                    direction.Value.Span.CopyTo(own[1]);
                }
            }
            else if (!TryExpand(tape, index, known, first, own))
            {
                return null;
            }
        }

        var coefficients = new T[order + 1];
        coefficients[0] = y.Value.Item;
        for (int k = 1; k <= order && known.Length > 0; k++)
        {
            coefficients[k] = known[^1][k]![0];
        }

        return coefficients;
    }

    private static bool TryExpand<T>(Tape<T> tape, int index, T[]?[][] known, int first, T[][] own)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Recorder<T> recorder = tape.Node(index).Recorder!;
        int[] inputs = tape.OperandsOf(index).ToArray();
        T[]?[]?[] operands = [.. inputs.Select(input => input >= first ? known[input - first] : null)];
        if (recorder.IsElementwise)
        {
            Elementwise(tape, recorder, index, inputs, operands, own);
            return true;
        }

        for (int k = 1; k < own.Length; k++)
        {
            switch (recorder.Info.Linearity)
            {
                case Linearity.Linear:
                    Evaluate(tape, index, own[k], () => recorder.Tangent(tape, index, [.. Enumerable.Range(0, inputs.Length).Select(operand => Coefficient(operand, k))]));
                    break;
                case Linearity.Multilinear when inputs.Length == 2:
                    for (int j = 0; j <= k; j++)
                    {
                        Evaluate(tape, index, own[k], () => Product(j, k - j));
                    }

                    break;
                default:
                    return false;
            }
        }

        return true;

        // default stands for zero.
        Variable<T> Coefficient(int operand, int k) =>
            operands[operand] is { } moving ? tape.Constant(moving[k]!, tape.Node(inputs[operand]).Shape.Lengths)
            : k == 0 ? tape.VariableAt(inputs[operand])
            : default;

        Variable<T> Product(int j, int k)
        {
            Variable<T> a = Coefficient(0, j);
            Variable<T> b = Coefficient(1, k);
            return a.IsDefault || b.IsDefault ? default : recorder.Again(tape, index, [a, b]);
        }
    }

    /// <summary>Adds what is made in scratch.</summary>
    private static void Evaluate<T>(Tape<T> tape, int index, T[] sum, Func<Variable<T>> make)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Scratch mark = tape.BeginScratch();
        try
        {
            tape.EvaluateInto(make(), tape.Node(index).Shape, sum, accumulate: true);
        }
        finally
        {
            tape.EndScratch(mark);
        }
    }

    private static void Elementwise<T>(Tape<T> tape, Recorder<T> recorder, int index, int[] inputs, T[]?[]?[] operands, T[][] own)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape shape = tape.Node(index).Shape;
        int operation = tape.Node(index).Operation;
        int[][] sources = [.. inputs.Select(input => BroadcastPlan.Sources(tape.Node(input).Shape, shape))];
        var series = new Series<T>[inputs.Length];
        for (int i = 0; i < shape.Count; i++)
        {
            for (int operand = 0; operand < inputs.Length; operand++)
            {
                int source = sources[operand][i];
                series[operand] = operands[operand] is { } moving
                    ? new([.. moving.Select(coefficient => coefficient![source])])
                    : Series<T>.Constant(tape.ValueOf(inputs[operand])[source]);
            }

            Series<T> result = recorder.Expand(operation, series);
            for (int k = 1; k < own.Length; k++)
            {
                own[k][i] = result[k];
            }
        }
    }
}
