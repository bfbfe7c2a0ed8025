using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

/// <summary>An elementwise function with its constants as fields, for the loops of the softmax family.</summary>
internal interface IRowMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    T Map(T x);

    Vector<T> Map(Vector<T> x);
}

/// <summary>y = x - shift.</summary>
internal readonly struct Shift<T>(T shift) : IRowMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Map(T x) => x - shift;

    public Vector<T> Map(Vector<T> x) => x - new Vector<T>(shift);
}

/// <summary>y = (x - first) - second.</summary>
internal readonly struct TwoShifts<T>(T first, T second) : IRowMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Map(T x) => x - first - second;

    public Vector<T> Map(Vector<T> x) => x - new Vector<T>(first) - new Vector<T>(second);
}

/// <summary>y = x / divisor.</summary>
internal readonly struct Quotient<T>(T divisor) : IRowMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Map(T x) => x / divisor;

    public Vector<T> Map(Vector<T> x) => x / new Vector<T>(divisor);
}

/// <summary>y = exp x. The scalar goes through a vector, so that a value does not depend on its position.</summary>
internal readonly struct Exponential<T> : IRowMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Map(T x) => Map(new Vector<T>(x)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Map(Vector<T> x)
        => typeof(T) == typeof(float)
            ? Vector.Exp(x.As<T, float>()).As<float, T>()
            : Vector.Exp(x.As<T, double>()).As<double, T>();
}

/// <summary>y = log x. The scalar goes through a vector, so that a value does not depend on its position.</summary>
internal readonly struct Logarithm<T> : IRowMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Map(T x) => Map(new Vector<T>(x)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Map(Vector<T> x)
        => typeof(T) == typeof(float)
            ? Vector.Log(x.As<T, float>()).As<float, T>()
            : Vector.Log(x.As<T, double>()).As<double, T>();
}

internal static partial class Reduction
{
    /// <summary>y = map(x) over contiguous elements; y may be x.</summary>
    private static void Apply<T, TMap>(TMap map, ref T x, ref T y, nint count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IRowMap<T>
    {
        nint i = 0;
        if (count < Vector<T>.Count)
        {
            for (; i < count; i++)
            {
                Unsafe.Add(ref y, i) = map.Map(Unsafe.Add(ref x, i));
            }

            return;
        }

        // The last vector overlaps the one before it; it is read first, because y may be x.
        var end = count - Vector<T>.Count;
        var last = map.Map(Vector.LoadUnsafe(ref x, (nuint)end));
        for (; i < end; i += Vector<T>.Count)
        {
            map.Map(Vector.LoadUnsafe(ref x, (nuint)i)).StoreUnsafe(ref y, (nuint)i);
        }

        last.StoreUnsafe(ref y, (nuint)end);
    }
}
