using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>Upstream times local gradient, in each reading: a zero upstream gradient wins over an infinite or undefined local one.</summary>
/// <remarks>
/// What is nearer to the result decides what matters. In the forward sweep that is the local gradient, while a zero tangent says that
/// nothing moved: there, either one wins.
/// </remarks>
internal static class Upstream
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Times<T>(T upstream, T local)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => upstream == T.Zero ? T.Zero : upstream * local;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Times<T>(Vector<T> upstream, Vector<T> local)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector.AndNot(upstream * local, Vector.Equals(upstream, Vector<T>.Zero));

    /// <summary>The recorded reading; <c>default</c> where the local gradient is the constant 0.</summary>
    /// <param name="upstream">The upstream gradient, or the tangent.</param>
    /// <param name="local">The local gradient.</param>
    /// <param name="isTangent">Whether a zero local gradient wins as well.</param>
    public static Variable<T> Times<T>(this Variable<T> upstream, Recorded<T> local, bool isTangent)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (local.IsConstant)
        {
            return local.ConstantValue == 0 ? default : (new Recorded<T>(upstream) * local).Variable;
        }

        return upstream.Tape.Record(new UpstreamProduct(isTangent), upstream, local.Variable);
    }
}
