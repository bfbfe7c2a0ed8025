namespace AutoGrad.Numbers;

/// <summary>
/// What a formula may do with its numbers. A formula is written once over <typeparamref name="N"/> and read as plain
/// numbers, as SIMD lanes, as recorded variables (for derivatives of derivatives) or as text.
/// </summary>
/// <remarks>
/// There are no branches: a comparison gives a condition, which only <see cref="Select"/> can read, and both alternatives
/// are evaluated. A condition that involves NaN is false, except that of <see cref="NotEqual"/>.
/// </remarks>
/// <typeparam name="N">The number system itself.</typeparam>
public interface INumberSystem<N>
    where N : struct, INumberSystem<N>
{
    /// <summary>0.</summary>
    static virtual N Zero => N.Constant(0);

    /// <summary>1.</summary>
    static virtual N One => N.Constant(1);

    /// <summary>A constant, rounded to the precision of the system.</summary>
    static abstract N Constant(double value);

    /// <summary>a + b.</summary>
    static abstract N operator +(N a, N b);

    /// <summary>a - b.</summary>
    static abstract N operator -(N a, N b);

    /// <summary>a b.</summary>
    static abstract N operator *(N a, N b);

    /// <summary>a / b.</summary>
    static abstract N operator /(N a, N b);

    /// <summary>-a.</summary>
    static abstract N operator -(N a);

    /// <summary>The condition a &lt; b.</summary>
    static abstract N operator <(N a, N b);

    /// <summary>The condition a &gt; b.</summary>
    static abstract N operator >(N a, N b);

    /// <summary>The condition a &lt;= b.</summary>
    static abstract N operator <=(N a, N b);

    /// <summary>The condition a &gt;= b.</summary>
    static abstract N operator >=(N a, N b);

    /// <summary>The condition a = b.</summary>
    static abstract N Equal(N a, N b);

    /// <summary>The condition that a differs from b, or that one of them is NaN.</summary>
    static abstract N NotEqual(N a, N b);

    /// <summary>a where the condition holds, b elsewhere.</summary>
    static abstract N Select(N condition, N a, N b);

    /// <summary>|x|.</summary>
    static abstract N Abs(N x);

    /// <summary>-1, 0 or 1; 0 for NaN.</summary>
    static virtual N Sign(N x) => N.Select(x > N.Zero, N.One, N.Select(x < N.Zero, -N.One, N.Zero));

    /// <summary>The largest whole number that is at most x.</summary>
    static abstract N Floor(N x);

    /// <summary>The whole number nearest to x, the even one of two.</summary>
    static abstract N Round(N x);

    /// <summary>The larger of two; NaN if one of them is.</summary>
    static virtual N Max(N a, N b) => N.Select(N.NotEqual(a, a), a, N.Select(a > b, a, b));

    /// <summary>The smaller of two; NaN if one of them is.</summary>
    static virtual N Min(N a, N b) => N.Select(N.NotEqual(a, a), a, N.Select(a < b, a, b));

    /// <summary>The square root.</summary>
    static abstract N Sqrt(N x);

    /// <summary>e^x.</summary>
    static abstract N Exp(N x);

    /// <summary>e^x - 1, exact near 0.</summary>
    static abstract N Expm1(N x);

    /// <summary>The natural logarithm.</summary>
    static abstract N Log(N x);

    /// <summary>log(1 + x), exact near 0.</summary>
    static abstract N Log1p(N x);

    /// <summary>The logarithm to base 2.</summary>
    static abstract N Log2(N x);

    /// <summary>The logarithm to base 10.</summary>
    static abstract N Log10(N x);

    /// <summary>The sine; x in radians.</summary>
    static abstract N Sin(N x);

    /// <summary>The cosine; x in radians.</summary>
    static abstract N Cos(N x);

    /// <summary>The tangent; x in radians.</summary>
    static abstract N Tan(N x);

    /// <summary>The inverse sine, in radians.</summary>
    static abstract N Asin(N x);

    /// <summary>The inverse cosine, in radians.</summary>
    static abstract N Acos(N x);

    /// <summary>The inverse tangent, in radians.</summary>
    static abstract N Atan(N x);

    /// <summary>The hyperbolic sine.</summary>
    static abstract N Sinh(N x);

    /// <summary>The hyperbolic cosine.</summary>
    static abstract N Cosh(N x);

    /// <summary>The hyperbolic tangent.</summary>
    static abstract N Tanh(N x);

    /// <summary>The inverse hyperbolic sine.</summary>
    static abstract N Asinh(N x);

    /// <summary>The inverse hyperbolic cosine.</summary>
    static abstract N Acosh(N x);

    /// <summary>The inverse hyperbolic tangent.</summary>
    static abstract N Atanh(N x);

    /// <summary>The logistic function 1 / (1 + e^-x).</summary>
    static abstract N Sigmoid(N x);

    /// <summary>log(1 + e^x).</summary>
    static abstract N Softplus(N x);

    /// <summary>The error function.</summary>
    static abstract N Erf(N x);

    /// <summary>The complementary error function 1 - erf x, exact where that difference is small.</summary>
    static abstract N Erfc(N x);

    /// <summary>log |Γ(x)|.</summary>
    static abstract N LogGamma(N x);

    /// <summary>The polygamma function ψ^(order)(x); order 0 is the digamma function.</summary>
    static abstract N PolyGamma(int order, N x);

    /// <summary>x^y, as IEEE 754 defines pow.</summary>
    static abstract N Pow(N x, N y);

    /// <summary>The angle of the point (x, y), in radians.</summary>
    static abstract N Atan2(N y, N x);

    /// <summary>sqrt(x² + y²) without overflow.</summary>
    static abstract N Hypot(N x, N y);
}
