using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AutoGrad.Kernels;

/// <summary>Swaps neighbouring groups of lanes of a <see cref="Vector{T}"/> of 16, 32 or 64 bytes, whatever the hardware.</summary>
internal static class LaneExchange
{
    /// <summary>
    /// Folds the lanes by the tree that adds lane j + n/2 to lane j, then j + n/4, and so on down to j + 1.
    /// The tree over n lanes ends with the tree over n/2, so the order does not depend on the width.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Fold<T, TReducer>(TReducer reducer, Vector<T> lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TReducer : struct, IReducer<T>
    {
        if (Vector<byte>.Count >= 64)
        {
            lanes = reducer.Combine(lanes, Swap256Bits(lanes));
        }

        if (Vector<byte>.Count >= 32)
        {
            lanes = reducer.Combine(lanes, Swap128Bits(lanes));
        }

        lanes = reducer.Combine(lanes, Swap64Bits(lanes));
        if (typeof(T) == typeof(float))
        {
            lanes = reducer.Combine(lanes, Swap32Bits(lanes));
        }

        return lanes.ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Swap256Bits<T>(Vector<T> v)
        where T : unmanaged
        => Vector512.Create(v.AsVector512().GetUpper(), v.AsVector512().GetLower()).AsVector();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Swap128Bits<T>(Vector<T> v)
        where T : unmanaged
        => Vector<byte>.Count == 32
            ? Vector256.Create(v.AsVector256().GetUpper(), v.AsVector256().GetLower()).AsVector()
            : Vector512.Shuffle(v.AsVector512().AsInt64(), Vector512.Create(2L, 3, 0, 1, 6, 7, 4, 5)).As<long, T>().AsVector();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Swap64Bits<T>(Vector<T> v)
        where T : unmanaged
        => Vector<byte>.Count switch
        {
            16 => Vector128.Shuffle(v.AsVector128().AsInt64(), Vector128.Create(1L, 0)).As<long, T>().AsVector(),
            32 => Vector256.Shuffle(v.AsVector256().AsDouble(), Vector256.Create(1L, 0, 3, 2)).As<double, T>().AsVector(),
            _ => Vector512.Shuffle(v.AsVector512().AsInt64(), Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6)).As<long, T>().AsVector(),
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Swap32Bits<T>(Vector<T> v)
        where T : unmanaged
        => Vector<byte>.Count switch
        {
            16 => Vector128.Shuffle(v.AsVector128().AsInt32(), Vector128.Create(1, 0, 3, 2)).As<int, T>().AsVector(),
            32 => Vector256.Shuffle(v.AsVector256().AsSingle(), Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6)).As<float, T>().AsVector(),
            _ => Vector512.Shuffle(v.AsVector512().AsInt32(), Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14))
                .As<int, T>().AsVector(),
        };
}
