namespace AutoGrad.Laws;

/// <summary>The laws that hold for every function: derivatives against central differences, and the two readings against each other.</summary>
internal static class DerivativeLaws
{
    // Both sides are exact expressions that differ in the order of their sums only.
    private const double Exact = 1e-12;

    public static void Check(Trial trial, GradientCheckOptions options, Findings findings)
    {
        findings.Attempt(GradientCheckLaw.FirstDerivative, () => First(trial, options, findings));
        findings.Attempt(GradientCheckLaw.RecordedReading, () => Reading(trial, findings));
        findings.Attempt(GradientCheckLaw.Accumulation, () => Accumulation(trial, findings));
        if (options.Order >= 2)
        {
            findings.Attempt(GradientCheckLaw.AdjointIdentity, () => Adjoint(trial, findings));
            findings.Attempt(GradientCheckLaw.ForwardMode, () => Forward(trial, findings));
            findings.Attempt(GradientCheckLaw.SecondDerivative, () => Second(trial, options, findings));
        }
    }

    private static void First(Trial trial, GradientCheckOptions options, Findings findings)
    {
        foreach (double value in trial.Result)
        {
            if (double.IsNaN(value))
            {
                findings.Fail(GradientCheckLaw.FirstDerivative, "the value is NaN");
                return;
            }
        }

        Compare(GradientCheckLaw.FirstDerivative, 1, trial, trial.Gradient(trial.Values), trial.Contract, trial.Scale, options, findings);
    }

    private static void Second(Trial trial, GradientCheckOptions options, Findings findings)
    {
        double[][] first = trial.Gradient(trial.Values);
        double scale = 0;
        for (int operand = 0; operand < first.Length; operand++)
        {
            for (int i = 0; i < first[operand].Length; i++)
            {
                scale += Math.Abs(first[operand][i] * trial.Direction[operand][i]);
            }
        }

        Compare(
            GradientCheckLaw.SecondDerivative,
            2,
            trial,
            trial.SecondGradient(trial.Values),
            at => Along(trial.Gradient(at), trial.Direction),
            scale,
            options,
            findings);
    }

    private static void Compare(
        GradientCheckLaw law,
        int order,
        Trial trial,
        double[][] analytic,
        Func<double[][], double> function,
        double scale,
        GradientCheckOptions options,
        Findings findings)
    {
        double[][] at = [.. trial.Values.Select(values => (double[])values.Clone())];
        double Allowed(double a, double b) =>
            options.Tolerance * Math.Max(Math.Max(Math.Abs(a), Math.Abs(b)), 1e-4 * Math.Max(1, scale));

        if (trial.Entries > options.MaxEntries)
        {
            var random = new Random(options.Seed);
            for (int operand = 0; operand < at.Length; operand++)
            {
                // One operand at a time, so that a failure names it.
                int directions = Math.Min(options.Directions, at[operand].Length);
                for (int direction = 0; direction < directions; direction++)
                {
                    double[] way = Draw.Weights(at[operand].Length, random);
                    (double along, double step) = CentralDifference.Of(
                        t =>
                        {
                            at[operand] = [.. trial.Values[operand].Zip(way, (x, v) => x + (t * v))];
                            return function(at);
                        },
                        options.Step);
                    at[operand] = trial.Values[operand];
                    double product = Trial.Dot(analytic[operand], way);
                    findings.Compare(law, trial, operand, -1, product, along, Allowed(product, along), step, order);
                }
            }

            return;
        }

        for (int operand = 0; operand < at.Length; operand++)
        {
            for (int i = 0; i < at[operand].Length; i++)
            {
                double x = at[operand][i];
                (double difference, double step) = CentralDifference.Of(
                    t =>
                    {
                        at[operand][i] = x + t;
                        return function(at);
                    },
                    options.Step * Math.Max(1, Math.Abs(x)));
                at[operand][i] = x;
                double gradient = analytic[operand][i];
                findings.Compare(law, trial, operand, i, gradient, difference, Allowed(gradient, difference), step, order);
            }
        }
    }

    private static void Reading(Trial trial, Findings findings)
    {
        CompareExactly(GradientCheckLaw.RecordedReading, trial, trial.RecordedGradient(trial.Values), trial.Gradient(trial.Values), 1, 1e-13, findings);

        // A sum hands on one number for all elements, which is read in another way than a tensor full of it.
        const double Scale = 0.75;
        var ones = new double[trial.Result.Length];
        ones.AsSpan().Fill(1);
        Variable<double> y = trial.Record(Trial.NewTape(), trial.Values, out Variable<double>[] leaves);
        double[][] expected = Trial.Sweep(y, leaves, ones);
        y = trial.Record(Trial.NewTape(), trial.Values, out leaves);
        double[][] actual = Trial.Sweep(Scale * y.Sum(), leaves, [1]);
        double[][] usual = trial.Gradient(trial.Values);
        for (int operand = 0; operand < actual.Length; operand++)
        {
            // The usual gradient's size as well: that of a sum may vanish, as softmax's does, but for rounding.
            double size = expected[operand].Concat(usual[operand]).Select(Math.Abs).DefaultIfEmpty().Max();
            for (int i = 0; i < actual[operand].Length; i++)
            {
                findings.Compare(GradientCheckLaw.RecordedReading, trial, operand, i, actual[operand][i], Scale * expected[operand][i], 1e-13 * size);
            }
        }
    }

    /// <summary>Each leaf is used twice, and swept twice: the gradient is twice, then four times that of one use.</summary>
    private static void Accumulation(Trial trial, Findings findings)
    {
        double[][] once = trial.Gradient(trial.Values);
        Variable<double> y = trial.Record(Trial.NewTape(), trial.Values, out Variable<double>[] leaves);
        Variable<double> sum = y + trial.Again(leaves);
        CompareExactly(GradientCheckLaw.Accumulation, trial, Trial.Sweep(sum, leaves, trial.Upstream), once, 2, Exact, findings);
        CompareExactly(GradientCheckLaw.Accumulation, trial, Trial.Sweep(sum, leaves, trial.Upstream), once, 4, Exact, findings);
    }

    private static void Adjoint(Trial trial, Findings findings)
    {
        double[] tangent = trial.Tangent(trial.Values);
        double[][] gradient = trial.Gradient(trial.Values);
        double left = Trial.Dot(trial.Upstream, tangent);
        double right = Along(gradient, trial.Direction);
        double size = 0;
        for (int operand = 0; operand < gradient.Length; operand++)
        {
            size += gradient[operand].Zip(trial.Direction[operand], (g, v) => Math.Abs(g * v)).Sum();
        }

        findings.Compare(GradientCheckLaw.AdjointIdentity, trial, -1, 0, left, right, Exact * size);
    }

    /// <summary>The two readings of the forward sweep agree, and reverse over forward is reverse over reverse.</summary>
    private static void Forward(Trial trial, Findings findings)
    {
        double[] tangent = trial.Tangent(trial.Values);
        double[] recorded = trial.RecordedTangent(trial.Values);
        double size = tangent.Select(Math.Abs).DefaultIfEmpty().Max();
        for (int i = 0; i < tangent.Length; i++)
        {
            findings.CompareResult(GradientCheckLaw.ForwardMode, trial.ResultShape, i, recorded[i], tangent[i], 1e-13 * size, "tangent");
        }

        CompareExactly(GradientCheckLaw.ForwardMode, trial, trial.TangentGradient(trial.Values), trial.SecondGradient(trial.Values), 1, 1e-11, findings);
    }

    internal static void CompareExactly(
        GradientCheckLaw law, Trial trial, double[][] actual, double[][] expected, double factor, double tolerance, Findings findings)
    {
        for (int operand = 0; operand < actual.Length; operand++)
        {
            double size = expected[operand].Select(Math.Abs).DefaultIfEmpty().Max();
            for (int i = 0; i < actual[operand].Length; i++)
            {
                findings.Compare(law, trial, operand, i, actual[operand][i], factor * expected[operand][i], tolerance * factor * size);
            }
        }
    }

    private static double Along(double[][] gradients, double[][] direction)
    {
        double sum = 0;
        for (int operand = 0; operand < gradients.Length; operand++)
        {
            sum += Trial.Dot(gradients[operand], direction[operand]);
        }

        return sum;
    }
}
