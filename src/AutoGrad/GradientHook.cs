using System.Numerics;

namespace AutoGrad;

/// <summary>Reads or changes a gradient as it passes, in <c>Backward()</c>.</summary>
/// <remarks>
/// The span is valid until the hook returns. A hook may read values and record on the tape; it may not reset it or start
/// another sweep. What it throws ends the sweep, and the gradients that the sweep was the first to write are forgotten.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="gradient">The gradient, row by row; what is written here goes on in its place.</param>
/// <param name="shape">Its shape.</param>
public delegate void GradientHook<T>(Span<T> gradient, Shape shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
