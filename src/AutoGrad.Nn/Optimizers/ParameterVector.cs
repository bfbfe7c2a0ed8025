using System.Numerics;

namespace AutoGrad.Nn.Optimizers;

/// <summary>All parameters of an optimiser as one long vector; frozen ones are read as they are and never written.</summary>
internal sealed class ParameterVector<T>(IReadOnlyList<Parameter<T>> parameters)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of numbers.</summary>
    public int Count { get; } = parameters.Sum(parameter => parameter.Shape.Count);

    /// <summary>The sum of the parameters' versions, which changes with any of them.</summary>
    public long Version
    {
        get
        {
            long version = 0;
            for (int i = 0; i < parameters.Count; i++)
            {
                version += parameters[i].Version;
            }

            return version;
        }
    }

    /// <summary>Copies the values out.</summary>
    public void ReadValues(Span<T> destination)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            parameters[i].Value.Span.CopyTo(destination);
            destination = destination[parameters[i].Shape.Count..];
        }
    }

    /// <summary>Copies the gradients out; 0 where there is none, or the parameter is frozen.</summary>
    public void ReadGradients(Span<T> destination)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            Span<T> part = destination[..parameters[i].Shape.Count];
            destination = destination[part.Length..];
            if (IsLive(parameters[i]))
            {
                parameters[i].Gradient.Span.CopyTo(part);
            }
            else
            {
                part.Clear();
            }
        }
    }

    /// <summary>Puts values in.</summary>
    public void WriteValues(ReadOnlySpan<T> source)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            if (!parameters[i].IsFrozen)
            {
                source[..parameters[i].Shape.Count].CopyTo(parameters[i].MutableValue);
            }

            source = source[parameters[i].Shape.Count..];
        }
    }

    /// <summary>Puts gradients back where there are any.</summary>
    public void WriteGradients(ReadOnlySpan<T> source)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            if (IsLive(parameters[i]))
            {
                source[..parameters[i].Shape.Count].CopyTo(parameters[i].MutableGradient);
            }

            source = source[parameters[i].Shape.Count..];
        }
    }

    private static bool IsLive(Parameter<T> parameter) => parameter.HasGradient && !parameter.IsFrozen;
}
