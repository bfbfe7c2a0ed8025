using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad.Laws;

/// <summary>Documented points of an elementwise operation come out, one by one and in lanes, in <c>Backward()</c> and in the recorded reading.</summary>
internal static class ProbeLaw
{
    public static void Check<T, TOperation>(Findings findings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IOperation<TOperation>
    {
        if (!OperationSamples.IsElementwise<TOperation>())
        {
            return;
        }

        foreach (Probe probe in TOperation.Info.Probes)
        {
            if (IsRepresentable<T>(probe))
            {
                findings.Sample = $"{TOperation.Info.Name}({string.Join(", ", probe.At)})";
                findings.Attempt(GradientCheckLaw.Probe, () => Check<T, TOperation>(probe, [], findings));
                findings.Attempt(GradientCheckLaw.Probe, () => Check<T, TOperation>(probe, [Vector<T>.Count + 1], findings));
            }
        }

        findings.Sample = "";
    }

    private static void Check<T, TOperation>(Probe probe, Shape shape, Findings findings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperation : struct, IOperation<TOperation>
    {
        var tape = new Tape<T>();
        var operands = new Variable<T>[probe.At.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            var values = new T[shape.Count];
            values.AsSpan().Fill(T.CreateTruncating(probe.At[i]));
            operands[i] = tape.Variable(values, shape.Lengths);
        }

        Variable<T> y = tape.Record(OperationSamples.Instance<TOperation>(), operands);
        Compare(y.Value, probe.Value, "value");
        if (!y.RequiresGradient)
        {
            if (probe.Gradients.Any(gradient => gradient != 0))
            {
                findings.Fail(GradientCheckLaw.Probe, "declares a gradient, but nothing flows through the operation");
            }

            return;
        }

        Variable<T> ones = tape.Filled(T.One, shape.Lengths);
        Variable<T>[] recorded = Differentiate.VectorJacobianProduct(y, ones, operands);
        y.Backward(ones.Value.Span);
        for (int i = 0; i < operands.Length; i++)
        {
            Compare(operands[i].Gradient, probe.Gradients[i], $"gradient {i}");
            Compare(recorded[i].Value, probe.Gradients[i], $"recorded gradient {i}");
        }

        void Compare(TensorView<T> actual, double expected, string name)
        {
            for (int i = 0; i < actual.Span.Length; i++)
            {
                double value = double.CreateTruncating(actual.Span[i]);
                if (double.IsNaN(expected) && double.IsNaN(value))
                {
                    continue;
                }

                findings.CompareResult(GradientCheckLaw.Probe, shape, i, value, expected, Allowed<T>(probe, expected), $"{name} in {typeof(T).Name}");
            }
        }
    }

    private static double Allowed<T>(Probe probe, double expected)
    {
        double relative = typeof(T) == typeof(float) ? Math.Max(probe.Tolerance, 1e-6) : probe.Tolerance;
        return double.IsFinite(expected) ? relative * Math.Abs(expected) : 0;
    }

    private static bool IsRepresentable<T>(Probe probe) =>
        typeof(T) != typeof(float) || probe.At.Append(probe.Value).Concat(probe.Gradients).All(
            number => !double.IsFinite(number) || number == 0 || Math.Abs(number) is > 1e-37 and < 3e38);
}
