using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGrad.Drawing;
using AutoGrad.Errors;

namespace AutoGrad;

/// <summary>Names from the caller's expression, and the graph behind a variable.</summary>
public static class GraphDrawing
{
    /// <summary>
    /// The graph behind a variable: every node that it depends on with value, shape, gradient and local gradients. It is a copy, which
    /// stays as it is when the tape goes on.
    /// </summary>
    /// <remarks>
    /// <see cref="Tape{T}.KeepGradients"/>, set before <c>Backward()</c>, keeps the gradients of intermediate results; without it only
    /// leaves show theirs. After a sweep that did not pass this result, no gradients are shown. A result without a name is called as the expression is, if that is a plain name.
    /// </remarks>
    /// <example><code>f.Backward(); Console.WriteLine(f.Draw());</code></example>
    /// <param name="result">The variable.</param>
    /// <param name="mostValues">Tensors of more numbers than this are kept as range and histogram alone.</param>
    /// <param name="title">What the picture is called; the caller's expression unless given.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mostValues"/> is negative.</exception>
    /// <exception cref="StaleVariableException">The tape was reset since.</exception>
    /// <exception cref="ParameterChangedException">A parameter was written since it was recorded, so that values would not fit each other.</exception>
    public static Graph Draw<T>(this Variable<T> result, int mostValues = 64, [CallerArgumentExpression(nameof(result))] string? title = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mostValues);
        result.CheckAlive();
        return result.Tape.Draw(result.Index, mostValues, title ?? "");
    }

    /// <summary>Gives the variable the name that the caller calls it by, for messages and drawings: <c>x.Named()</c> is named <c>x</c>. Gives the variable back.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="expression">Left to the compiler.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">It is called on something that is no name, as in <c>tape.Variable(1.0).Named()</c>.</exception>
    /// <exception cref="StaleVariableException">The tape was reset since.</exception>
    public static Variable<T> Named<T>(this Variable<T> variable, [CallerArgumentExpression(nameof(variable))] string? expression = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => variable.Named(NameIn(expression));

    /// <summary>Gives the parameter the name that the caller calls it by: <c>w.Named()</c> is named <c>w</c>. Gives the parameter back.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="expression">Left to the compiler, or the name.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">It is called on something that is no name.</exception>
    public static Parameter<T> Named<T>(this Parameter<T> parameter, [CallerArgumentExpression(nameof(parameter))] string? expression = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameter);
        parameter.Name = NameIn(expression);
        return parameter;
    }

    private static string NameIn(string? expression) => expression is not null && GraphReader<double>.IsName(expression)
        ? expression
        : throw new ArgumentException($"Named(): it is called on '{expression}', which is no name; write x.Named() on a line after x = ..., or give the name: Named(\"x\")", nameof(expression));
}
