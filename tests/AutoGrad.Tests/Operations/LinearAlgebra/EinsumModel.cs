namespace AutoGrad.Tests.Operations.LinearAlgebra;

/// <summary>Einstein's summation as its definition has it: a loop over all values of all labels.</summary>
internal static class EinsumModel
{
    // What the axes of an ellipsis are called, the last axis first.
    private const string EllipsisAxes = "0123456789";

    public static (nint[] Shape, double[] Values) Evaluate(string equation, double[][] operands, nint[][] shapes)
    {
        string[] sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        string[] inputs = [.. sides[0].Split(',').Select((part, i) => Expand(part, shapes[i].Length - part.Count(char.IsAsciiLetter)))];
        int ellipsis = inputs.Max(input => input.Count(char.IsAsciiDigit));
        string all = string.Concat(inputs);
        string output = sides.Length > 1
            ? Expand(sides[1], ellipsis)
            : Expand("...", ellipsis) + string.Concat(all.Where(c => char.IsAsciiLetter(c) && all.Count(d => d == c) == 1).Order());

        string labels = string.Concat(output.Concat(all).Distinct());
        var lengths = labels.ToDictionary(c => c, c => inputs.SelectMany((input, i) => input.Select((d, axis) => (d, Length: shapes[i][axis]))).Where(p => p.d == c).Select(p => p.Length).Aggregate((a, b) => a == 1 ? b : a));
        nint[] shape = [.. output.Select(c => lengths[c])];
        var result = new double[shape.Aggregate((nint)1, (a, b) => a * b)];
        nint total = labels.Aggregate((nint)1, (product, c) => product * lengths[c]);
        for (nint step = 0; step < total; step++)
        {
            var at = new Dictionary<char, nint>();
            nint rest = step;
            foreach (char c in labels)
            {
                at[c] = rest % lengths[c];
                rest /= lengths[c];
            }

            double term = 1;
            for (int i = 0; i < inputs.Length; i++)
            {
                term *= operands[i][Position(inputs[i], shapes[i], at)];
            }

            result[Position(output, shape, at)] += term;
        }

        return (shape, result);
    }

    private static string Expand(string part, int covered)
        => part.Replace("...", string.Concat(EllipsisAxes[..covered].Reverse()), StringComparison.Ordinal);

    private static nint Position(string labels, nint[] shape, Dictionary<char, nint> at)
    {
        nint position = 0;
        for (int axis = 0; axis < labels.Length; axis++)
        {
            position = (position * shape[axis]) + (shape[axis] == 1 ? 0 : at[labels[axis]]);
        }

        return position;
    }
}
