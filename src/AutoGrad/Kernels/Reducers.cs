using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGrad.Kernels;

/// <summary>An associative fold with an optional map before it: y = Combine(Map(x_0), Map(x_1), ...).</summary>
/// <remarks>
/// The scalar and the vector members must round alike, lane by lane: the reduction loops mix them freely and promise the same bits
/// whatever the width of a vector. A reducer may carry constants as fields.
/// </remarks>
internal interface IReducer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The value of an empty reduction. It is never combined with anything.</summary>
    T Identity { get; }

    T Map(T x);

    Vector<T> Map(Vector<T> x);

    T Combine(T a, T b);

    Vector<T> Combine(Vector<T> a, Vector<T> b);
}

/// <summary>y = sum of x_i.</summary>
internal readonly struct SumReducer<T> : IReducer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Identity => T.Zero;

    public T Map(T x) => x;

    public Vector<T> Map(Vector<T> x) => x;

    public T Combine(T a, T b) => a + b;

    public Vector<T> Combine(Vector<T> a, Vector<T> b) => a + b;
}

/// <summary>y = product of x_i.</summary>
internal readonly struct ProductReducer<T> : IReducer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Identity => T.One;

    public T Map(T x) => x;

    public Vector<T> Map(Vector<T> x) => x;

    public T Combine(T a, T b) => a * b;

    public Vector<T> Combine(Vector<T> a, Vector<T> b) => a * b;
}

/// <summary>y = max of x_i; a NaN among them gives NaN, +0 exceeds -0; the empty maximum is -inf.</summary>
internal readonly struct MaxReducer<T> : IReducer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Identity => T.NegativeInfinity;

    public T Map(T x) => x;

    public Vector<T> Map(Vector<T> x) => x;

    public T Combine(T a, T b) => T.Max(a, b);

    public Vector<T> Combine(Vector<T> a, Vector<T> b) => Vector.Max(a, b);
}

/// <summary>y = min of x_i; a NaN among them gives NaN, -0 is below +0; the empty minimum is +inf.</summary>
internal readonly struct MinReducer<T> : IReducer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Identity => T.PositiveInfinity;

    public T Map(T x) => x;

    public Vector<T> Map(Vector<T> x) => x;

    public T Combine(T a, T b) => T.Min(a, b);

    public Vector<T> Combine(Vector<T> a, Vector<T> b) => Vector.Min(a, b);
}

/// <summary>y = sum of |x_i|.</summary>
internal readonly struct SumOfAbsReducer<T> : IReducer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Identity => T.Zero;

    public T Map(T x) => T.Abs(x);

    public Vector<T> Map(Vector<T> x) => Vector.Abs(x);

    public T Combine(T a, T b) => a + b;

    public Vector<T> Combine(Vector<T> a, Vector<T> b) => a + b;
}

/// <summary>y = sum of x_i^2.</summary>
internal readonly struct SumOfSquaresReducer<T> : IReducer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Identity => T.Zero;

    public T Map(T x) => x * x;

    public Vector<T> Map(Vector<T> x) => x * x;

    public T Combine(T a, T b) => a + b;

    public Vector<T> Combine(Vector<T> a, Vector<T> b) => a + b;
}

/// <summary>y = max of |x_i|; a NaN among them gives NaN; the empty maximum is 0.</summary>
internal readonly struct MaxOfAbsReducer<T> : IReducer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Identity => T.Zero;

    public T Map(T x) => T.Abs(x);

    public Vector<T> Map(Vector<T> x) => Vector.Abs(x);

    public T Combine(T a, T b) => T.Max(a, b);

    public Vector<T> Combine(Vector<T> a, Vector<T> b) => Vector.Max(a, b);
}

/// <summary>The fold of <typeparamref name="TReducer"/> without its map, for the second and later stages of one reduction.</summary>
internal readonly struct FoldOf<T, TReducer>(TReducer reducer) : IReducer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TReducer : struct, IReducer<T>
{
    public T Identity => reducer.Identity;

    public T Map(T x) => x;

    public Vector<T> Map(Vector<T> x) => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Combine(T a, T b) => reducer.Combine(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Combine(Vector<T> a, Vector<T> b) => reducer.Combine(a, b);
}
