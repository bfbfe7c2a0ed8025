using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGrad.Nn.Optimizers;

/// <summary>Keeps gradients from growing beyond a bound, between the backward pass and the step.</summary>
public static class GradientClipping
{
    /// <summary>Scales all gradients by one factor so that their Euclidean norm, taken over all parameters at once, is at most a bound.</summary>
    /// <param name="parameters">Parameters; those without a gradient count as 0.</param>
    /// <param name="largest">The bound; positive.</param>
    /// <returns>The norm before. Where it is infinite or NaN, the gradients stay as they are.</returns>
    /// <remarks>Source: Pascanu, Mikolov and Bengio 2013.</remarks>
    /// <exception cref="ModuleException">The bound is not positive.</exception>
    public static double ByNorm<T>(IReadOnlyList<Parameter<T>> parameters, double largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Hyperparameter.CheckPositive(largest, "GradientClipping", "the largest norm");

        // As multiples of the largest magnitude, so that no square overflows or vanishes.
        double magnitude = 0;
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].HasGradient && parameters[i].Shape.Count > 0)
            {
                magnitude = Math.Max(magnitude, double.CreateTruncating(T.Abs(TensorPrimitives.MaxMagnitude(parameters[i].Gradient.Span))));
            }
        }

        if (magnitude == 0 || !double.IsFinite(magnitude))
        {
            return magnitude;
        }

        double sum = 0;
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].HasGradient)
            {
                foreach (T gradient in parameters[i].Gradient.Span)
                {
                    double part = double.CreateTruncating(gradient) / magnitude;
                    sum += part * part;
                }
            }
        }

        double norm = magnitude * Math.Sqrt(sum);
        if (norm > largest)
        {
            T factor = T.CreateTruncating(largest / norm);
            for (int i = 0; i < parameters.Count; i++)
            {
                if (parameters[i].HasGradient)
                {
                    Span<T> gradient = parameters[i].MutableGradient;
                    TensorPrimitives.Multiply(gradient, factor, gradient);
                }
            }
        }

        return norm;
    }

    /// <summary>Limits every number of every gradient to an interval around 0.</summary>
    /// <param name="parameters">Parameters; those without a gradient are left alone.</param>
    /// <param name="largest">The largest magnitude; positive.</param>
    /// <exception cref="ModuleException">The bound is not positive.</exception>
    public static void ByValue<T>(IReadOnlyList<Parameter<T>> parameters, double largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Hyperparameter.CheckPositive(largest, "GradientClipping", "the largest value");
        T bound = T.CreateTruncating(largest);
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].HasGradient)
            {
                Span<T> gradient = parameters[i].MutableGradient;
                TensorPrimitives.Clamp(gradient, -bound, bound, gradient);
            }
        }
    }

    /// <summary>Scales the gradients of all parameters of an optimiser; see <see cref="ByNorm{T}(IReadOnlyList{Parameter{T}}, double)"/>.</summary>
    /// <returns>The norm before.</returns>
    /// <exception cref="ModuleException">The bound is not positive.</exception>
    public static double ByNorm<T>(Optimizer<T> optimizer, double largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return ByNorm(optimizer.All, largest);
    }

    /// <summary>Limits the gradients of all parameters of an optimiser; see <see cref="ByValue{T}(IReadOnlyList{Parameter{T}}, double)"/>.</summary>
    /// <exception cref="ModuleException">The bound is not positive.</exception>
    public static void ByValue<T>(Optimizer<T> optimizer, double largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ByValue(optimizer.All, largest);
    }
}
