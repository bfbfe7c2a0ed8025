using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad.Nn.Serialization;

/// <summary>Turns the elements of a file into those of a state.</summary>
internal static class TensorConversion
{
    /// <summary>The tensor's elements as bytes of elements of the wanted type.</summary>
    /// <exception cref="SafeTensorsException">A value does not fit, or the types are of different kinds.</exception>
    public static ReadOnlySpan<byte> Convert(SafeTensor tensor, Type wanted)
    {
        TensorType to = TensorTypes.Of(wanted);
        if (to == TensorType.Bool || tensor.Type == TensorType.Bool)
        {
            return tensor.Type == to ? Booleans(tensor) : throw Unlike(tensor, to);
        }

        if (tensor.Type == to)
        {
            return tensor.Bytes;
        }

        return tensor.Type.IsFloat() != to.IsFloat()
            ? throw Unlike(tensor, to)
            : to switch
            {
                TensorType.F16 => Floats<Half>(tensor),
                TensorType.F32 => Floats<float>(tensor),
                TensorType.F64 => Floats<double>(tensor),
                TensorType.U8 => Integers<byte>(tensor),
                TensorType.I8 => Integers<sbyte>(tensor),
                TensorType.I16 => Integers<short>(tensor),
                TensorType.U16 => Integers<ushort>(tensor),
                TensorType.I32 => Integers<int>(tensor),
                TensorType.U32 => Integers<uint>(tensor),
                TensorType.I64 => Integers<long>(tensor),
                TensorType.U64 => Integers<ulong>(tensor),
                _ => throw Unlike(tensor, to),
            };
    }

    /// <summary>The first element that is NaN or infinite, or -1; only floating-point types have any.</summary>
    public static int FirstNotFinite(ReadOnlySpan<byte> bytes, Type type) =>
        type == typeof(float) ? FirstNotFinite<float>(bytes)
        : type == typeof(double) ? FirstNotFinite<double>(bytes)
        : type == typeof(Half) ? FirstNotFinite<Half>(bytes)
        : -1;

    private static int FirstNotFinite<TFloat>(ReadOnlySpan<byte> bytes)
        where TFloat : unmanaged, IBinaryFloatingPointIeee754<TFloat>
    {
        ReadOnlySpan<TFloat> values = MemoryMarshal.Cast<byte, TFloat>(bytes);
        for (int i = 0; i < values.Length; i++)
        {
            if (!TFloat.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static ReadOnlySpan<byte> Booleans(SafeTensor tensor)
    {
        int wrong = tensor.Bytes.IndexOfAnyExcept((byte)0, (byte)1);
        return wrong < 0
            ? tensor.Bytes
            : throw new SafeTensorsException(tensor.File, tensor.Name, $"element {wrong} is {tensor.Bytes[wrong]}, and a BOOL is 0 or 1; the file is damaged");
    }

    private static byte[] Floats<TTo>(SafeTensor tensor)
        where TTo : unmanaged, IBinaryFloatingPointIeee754<TTo>
        => tensor.Type switch
        {
            TensorType.F16 => Floats<Half, TTo>(tensor, MemoryMarshal.Cast<byte, Half>(tensor.Bytes)),
            TensorType.BF16 => Floats<float, TTo>(tensor, Widen(MemoryMarshal.Cast<byte, ushort>(tensor.Bytes))),
            TensorType.F32 => Floats<float, TTo>(tensor, MemoryMarshal.Cast<byte, float>(tensor.Bytes)),
            _ => Floats<double, TTo>(tensor, MemoryMarshal.Cast<byte, double>(tensor.Bytes)),
        };

    private static byte[] Floats<TFrom, TTo>(SafeTensor tensor, ReadOnlySpan<TFrom> source)
        where TFrom : unmanaged, IBinaryFloatingPointIeee754<TFrom>
        where TTo : unmanaged, IBinaryFloatingPointIeee754<TTo>
    {
        var converted = new byte[source.Length * Unsafe.SizeOf<TTo>()];
        Span<TTo> target = MemoryMarshal.Cast<byte, TTo>(converted.AsSpan());
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = TTo.CreateTruncating(source[i]);
            if (TTo.IsInfinity(target[i]) && TFrom.IsFinite(source[i]))
            {
                throw new SafeTensorsException(tensor.File, tensor.Name, $"element {i} is {source[i]}, which is beyond the range of {typeof(TTo).Name}; load it into a wider type");
            }
        }

        return converted;
    }

    // A bfloat16 is a single-precision number whose lower half is zero.
    private static float[] Widen(ReadOnlySpan<ushort> source)
    {
        var widened = new float[source.Length];
        for (int i = 0; i < source.Length; i++)
        {
            widened[i] = BitConverter.UInt32BitsToSingle((uint)source[i] << 16);
        }

        return widened;
    }

    private static byte[] Integers<TTo>(SafeTensor tensor)
        where TTo : unmanaged, IBinaryInteger<TTo>
        => tensor.Type switch
        {
            TensorType.U8 => Integers<byte, TTo>(tensor),
            TensorType.I8 => Integers<sbyte, TTo>(tensor),
            TensorType.I16 => Integers<short, TTo>(tensor),
            TensorType.U16 => Integers<ushort, TTo>(tensor),
            TensorType.I32 => Integers<int, TTo>(tensor),
            TensorType.U32 => Integers<uint, TTo>(tensor),
            TensorType.I64 => Integers<long, TTo>(tensor),
            _ => Integers<ulong, TTo>(tensor),
        };

    private static byte[] Integers<TFrom, TTo>(SafeTensor tensor)
        where TFrom : unmanaged, IBinaryInteger<TFrom>
        where TTo : unmanaged, IBinaryInteger<TTo>
    {
        ReadOnlySpan<TFrom> source = MemoryMarshal.Cast<byte, TFrom>(tensor.Bytes);
        var converted = new byte[source.Length * Unsafe.SizeOf<TTo>()];
        Span<TTo> target = MemoryMarshal.Cast<byte, TTo>(converted.AsSpan());
        for (int i = 0; i < source.Length; i++)
        {
            try
            {
                target[i] = TTo.CreateChecked(source[i]);
            }
            catch (OverflowException)
            {
                throw new SafeTensorsException(tensor.File, tensor.Name, $"element {i} is {source[i]}, which is beyond the range of {typeof(TTo).Name}; load it into a wider type");
            }
        }

        return converted;
    }

    private static SafeTensorsException Unlike(SafeTensor tensor, TensorType wanted) => new(
        tensor.File, tensor.Name, $"the file has {tensor.Type.Code()} where {wanted.Code()} is wanted, and these are not converted into each other; save it with another type");
}
