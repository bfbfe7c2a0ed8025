using System.Numerics;

namespace AutoGrad.Tests.Kernels;

public class ElementaryAccuracyTests
{
    /// <summary>Worst error in ulp, float and double, as the documentation of each function states it.</summary>
    [Theory]
    [InlineData(typeof(Exp), "exp", 1, 1)]
    [InlineData(typeof(Expm1), "expm1", 2, 2)]
    [InlineData(typeof(Log), "log", 2, 2)]
    [InlineData(typeof(Log1p), "log1p", 2, 2)]
    [InlineData(typeof(Log2), "log2", 1, 1)]
    [InlineData(typeof(Log10), "log10", 1, 1)]
    [InlineData(typeof(Sin), "sin", 1, 2)]
    [InlineData(typeof(Cos), "cos", 1, 2)]
    [InlineData(typeof(Tan), "tan", 1, 3)]
    [InlineData(typeof(Asin), "asin", 1, 1)]
    [InlineData(typeof(Acos), "acos", 1, 1)]
    [InlineData(typeof(Atan), "atan", 2, 2)]
    [InlineData(typeof(Sinh), "sinh", 3, 3)]
    [InlineData(typeof(Cosh), "cosh", 2, 2)]
    [InlineData(typeof(Tanh), "tanh", 3, 3)]
    [InlineData(typeof(Asinh), "asinh", 3, 3)]
    [InlineData(typeof(Acosh), "acosh", 3, 3)]
    [InlineData(typeof(Atanh), "atanh", 3, 3)]
    [InlineData(typeof(Sigmoid), "sigmoid", 3, 3)]
    [InlineData(typeof(Softplus), "softplus", 3, 3)]
    [InlineData(typeof(Erf), "erf", 2, 2)]
    [InlineData(typeof(Erfc), "erfc", 1, 4)]
    public void Function_against_the_reference_table_is_within_the_stated_ulp(Type function, string table, double narrow, double wide)
    {
        Measured<float>(function, table).AssertWithin(narrow);
        Measured<double>(function, table).AssertWithin(wide);
    }

    private static Worst Measured<T>(Type function, string table) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ElementaryForms.Run(function, new TableOf<T>(table));

    private sealed record Worst(double Ulp, string At)
    {
        public void AssertWithin(double bound) => Assert.True(Ulp <= bound, $"{Ulp} ulp at {At}, {bound} stated");
    }

    private sealed class TableOf<T>(string name) : IElementaryVisitor<Worst> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Worst Visit<TFunction>() where TFunction : struct, IElementaryFunction
        {
            var worst = new Worst(0, "");
            T[][] rows = ReferenceTable.Read<T>(name);
            Assert.True(rows.Length > 250);
            foreach (T[] row in rows)
            {
                // A neighbour of another kind in the other lanes: a branch for all lanes at once must not leak into this one.
                Vector<T> lanes = Vector<T>.Zero.WithElement(Vector<T>.Count - 1, row[0]);
                T scalar = TFunction.Scalar(row[0]), lane = TFunction.Lanes(lanes)[Vector<T>.Count - 1];
                Assert.True(ReferenceTable.Ulp(lane, scalar) == 0, $"lane {lane}, scalar {scalar} at {row[0]}");
                double ulp = ReferenceTable.Ulp(scalar, row[1]);
                worst = ulp > worst.Ulp ? new Worst(ulp, $"{row[0]}: {scalar}, not {row[1]}") : worst;
            }

            return worst;
        }
    }
}
