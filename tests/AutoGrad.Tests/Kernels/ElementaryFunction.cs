using System.Numerics;
using AutoGrad.Kernels;

namespace AutoGrad.Tests.Kernels;

/// <summary>A function of one argument in its scalar and its vector form, for tests that run over all functions.</summary>
public interface IElementaryFunction
{
    /// <summary>The scalar form.</summary>
    static abstract T Scalar<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The vector form.</summary>
    static abstract Vector<T> Lanes<T>(Vector<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <inheritdoc/>
public readonly struct Exp : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Exp(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Exp(x);
}

/// <inheritdoc/>
public readonly struct Expm1 : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Expm1(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Expm1(x);
}

/// <inheritdoc/>
public readonly struct Log : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Log(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Log(x);
}

/// <inheritdoc/>
public readonly struct Log1p : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Log1p(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Log1p(x);
}

/// <inheritdoc/>
public readonly struct Log2 : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Log2(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Log2(x);
}

/// <inheritdoc/>
public readonly struct Log10 : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Log10(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Log10(x);
}

/// <inheritdoc/>
public readonly struct Sqrt : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Sqrt(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Sqrt(x);
}

/// <inheritdoc/>
public readonly struct Sin : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Sin(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Sin(x);
}

/// <inheritdoc/>
public readonly struct Cos : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Cos(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Cos(x);
}

/// <inheritdoc/>
public readonly struct Tan : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Tan(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Tan(x);
}

/// <inheritdoc/>
public readonly struct Asin : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Asin(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Asin(x);
}

/// <inheritdoc/>
public readonly struct Acos : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Acos(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Acos(x);
}

/// <inheritdoc/>
public readonly struct Atan : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Atan(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Atan(x);
}

/// <inheritdoc/>
public readonly struct Sinh : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Sinh(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Sinh(x);
}

/// <inheritdoc/>
public readonly struct Cosh : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Cosh(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Cosh(x);
}

/// <inheritdoc/>
public readonly struct Tanh : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Tanh(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Tanh(x);
}

/// <inheritdoc/>
public readonly struct Asinh : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Asinh(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Asinh(x);
}

/// <inheritdoc/>
public readonly struct Acosh : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Acosh(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Acosh(x);
}

/// <inheritdoc/>
public readonly struct Atanh : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Atanh(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Atanh(x);
}

/// <inheritdoc/>
public readonly struct Sigmoid : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Sigmoid(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Sigmoid(x);
}

/// <inheritdoc/>
public readonly struct Softplus : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Softplus(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Softplus(x);
}

/// <inheritdoc/>
public readonly struct Erf : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Erf(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Erf(x);
}

/// <inheritdoc/>
public readonly struct Erfc : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Erfc(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Erfc(x);
}

/// <inheritdoc/>
public readonly struct LogGamma : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.LogGamma(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.LogGamma(x);
}

/// <inheritdoc/>
public readonly struct Digamma : IElementaryFunction
{
    static T IElementaryFunction.Scalar<T>(T x) => Elementary.Digamma(x);

    static Vector<T> IElementaryFunction.Lanes<T>(Vector<T> x) => Elementary.Digamma(x);
}
