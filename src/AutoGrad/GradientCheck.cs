using AutoGrad.Laws;

namespace AutoGrad;

/// <summary>Holds gradients against central differences, and operations against the laws that every operation meets.</summary>
/// <remarks>
/// The checks run in double, on tapes of their own. A result of several elements is weighted with a random upstream
/// gradient; the differences are extrapolated to step 0, so that they agree with right gradients to ten digits or so.
/// A NaN or an infinite derivative is a failure. Choose points away from kinks. Parameters that a function uses, and that
/// are not given to be checked, count as constants; their gradients are left alone.
/// </remarks>
public static partial class GradientCheck
{
    /// <summary>Checks the derivatives of a function of one variable.</summary>
    /// <example><code>GradientCheck.Check(x => x.Tanh().Sum(), new double[] { 0.5, -1 }).ThrowIfFailed();</code></example>
    public static GradientCheckReport Check(
        Func<Variable<double>, Variable<double>> function, GradientCheckInput x, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Check(xs => function(xs[0]), options ?? new(), x);
    }

    /// <summary>Checks the derivatives of a function of two variables.</summary>
    /// <example><code>GradientCheck.Check((x, w) => x.MatMul(w), x, w).ThrowIfFailed();</code></example>
    public static GradientCheckReport Check(
        Func<Variable<double>, Variable<double>, Variable<double>> function,
        GradientCheckInput a,
        GradientCheckInput b,
        GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Check(xs => function(xs[0], xs[1]), options ?? new(), a, b);
    }

    /// <summary>Checks the derivatives of a function of any number of variables.</summary>
    public static GradientCheckReport Check(
        Func<Variable<double>[], Variable<double>> function, params ReadOnlySpan<GradientCheckInput> inputs)
        => Check(function, new GradientCheckOptions(), inputs);

    /// <summary>Checks the derivatives of a function of any number of variables: first and second order, linearity in the
    /// upstream gradient, accumulation, and that the recorded gradient is that of <c>Backward()</c>.</summary>
    public static GradientCheckReport Check(
        Func<Variable<double>[], Variable<double>> function, GradientCheckOptions options, params ReadOnlySpan<GradientCheckInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Check(function, [], options, inputs);
    }

    /// <summary>Checks the derivatives of a function of variables and parameters by all of them.</summary>
    /// <remarks>
    /// A report calls a parameter by its name. Values, gradients and versions of the parameters are in the end as they were,
    /// and frozen ones are checked alike. Other tapes may not read the parameters meanwhile.
    /// </remarks>
    /// <example><code>GradientCheck.Check(xs => (xs[0].MatMul(w) + b).Tanh(), [w, b], new(), x).ThrowIfFailed();</code></example>
    public static GradientCheckReport Check(
        Func<Variable<double>[], Variable<double>> function,
        IEnumerable<Parameter<double>> parameters,
        GradientCheckOptions options,
        params ReadOnlySpan<GradientCheckInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(options);
        Parameter<double>[] distinct = [.. parameters.Distinct()];
        double[][] before = [.. distinct.Select(parameter => parameter.Value.ToArray())];
        try
        {
            var findings = new Findings("function", options.Seed);
            DerivativeLaws.Check(new Trial(function, inputs, new Random(options.Seed), distinct), options, findings);
            return findings.Report();
        }
        finally
        {
            for (int i = 0; i < distinct.Length; i++)
            {
                before[i].CopyTo(distinct[i].ValueBuffer.Span);
            }
        }
    }
}
