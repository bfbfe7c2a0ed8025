using System.Globalization;
using System.Numerics;

namespace AutoGrad.Tests.Kernels;

/// <summary>Points of a function and its correctly rounded values, from a table in the folder Reference.</summary>
internal static class ReferenceTable
{
    /// <summary>Reads the table; each row is the arguments and then the value.</summary>
    public static T[][] Read<T>(string name) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string type = typeof(T) == typeof(float) ? "float" : "double";
        string path = Path.Combine(AppContext.BaseDirectory, "Kernels", "Reference", $"{name}-{type}.csv");
        return [.. File.ReadLines(path).Where(line => line[0] != '#').Select(line => line.Split(',').Select(Parse<T>).ToArray())];
    }

    /// <summary>The error of a value in units in the last place of the true value; 0 where both are the same special value.</summary>
    public static double Ulp<T>(T actual, T expected) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (T.IsNaN(actual) || T.IsNaN(expected))
        {
            return T.IsNaN(actual) && T.IsNaN(expected) ? 0 : double.PositiveInfinity;
        }

        if (actual == expected)
        {
            return T.IsNegative(actual) == T.IsNegative(expected) ? 0 : double.PositiveInfinity;
        }

        return Math.Abs((double)(Order(actual) - Order(expected)));
    }

    /// <summary>The place of a number in the order of all numbers of its format: neighbours differ by 1.</summary>
    private static Int128 Order<T>(T x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long bits = typeof(T) == typeof(float)
            ? BitConverter.SingleToUInt32Bits(float.CreateTruncating(x)) & 0x7FFFFFFF
            : BitConverter.DoubleToInt64Bits(double.CreateTruncating(x)) & long.MaxValue;
        return T.IsNegative(x) ? -(Int128)bits : bits;
    }

    private static T Parse<T>(string hex) where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? T.CreateTruncating(BitConverter.UInt32BitsToSingle(uint.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))
        : T.CreateTruncating(BitConverter.UInt64BitsToDouble(ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
}
