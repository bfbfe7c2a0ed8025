using System.Numerics;
using System.Runtime.Intrinsics;
using AutoGrad.Kernels;
using FsCheck.Xunit;

namespace AutoGrad.Tests.Kernels;

public class MatrixProductTests
{
    private delegate void Product<T>(
        int m, int n, int k, ReadOnlySpan<T> a, bool transposeA, ReadOnlySpan<T> b, bool transposeB, Span<T> c, bool accumulate, int threads);

    public static TheoryData<int, int, int> Shapes { get; } = new()
    {
        { 1, 1, 1 }, { 2, 2, 2 }, { 1, 2, 2 }, { 3, 3, 3 }, { 5, 7, 1 }, { 40, 70, 1 }, { 1, 70, 33 }, { 70, 1, 65 }, { 1, 300, 21 }, { 300, 1, 9 },
        { 1, 1, 100 }, { 8, 16, 8 }, { 9, 33, 31 }, { 32, 64, 64 }, { 32, 10, 64 }, { 32, 64, 10 }, { 64, 10, 32 }, { 63, 65, 67 },
        { 70, 150, 70 }, { 33, 257, 300 }, { 50, 70, 513 }, { 25, 600, 258 }, { 7, 260, 129 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Product_of_any_form_in_float_is_the_sum_of_products(int m, int n, int k) => CheckForms<float>(MatrixProduct.Multiply, m, n, k);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Product_of_any_form_in_double_is_the_sum_of_products(int m, int n, int k) => CheckForms<double>(MatrixProduct.Multiply, m, n, k);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Product_on_256_bits_is_the_sum_of_products(int m, int n, int k)
    {
        if (!Unit256<float>.IsSupported)
        {
            return;
        }

        CheckForms<float>(MatrixProduct.Multiply<float, Vector256<float>, Unit256<float>>, m, n, k);
        CheckForms<double>(MatrixProduct.Multiply<double, Vector256<double>, Unit256<double>>, m, n, k);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Product_on_portable_vectors_is_the_sum_of_products(int m, int n, int k)
    {
        CheckForms<float>(MatrixProduct.Multiply<float, Vector<float>, UnitPortable<float>>, m, n, k);
        CheckForms<double>(MatrixProduct.Multiply<double, Vector<double>, UnitPortable<double>>, m, n, k);
    }

    [Property(MaxTest = 100)]
    public void Product_of_any_size_up_to_70_is_the_sum_of_products(uint m, uint n, uint k)
    {
        CheckForms<float>(MatrixProduct.Multiply, (int)(m % 71), (int)(n % 71), (int)(k % 71));
    }

    [Fact]
    public void Product_of_every_small_size_is_the_sum_of_products()
    {
        for (int m = 0; m <= 9; m++)
        {
            for (int n = 0; n <= 18; n += 1 + (n / 6))
            {
                for (int k = 0; k <= 9; k++)
                {
                    CheckForms<float>(MatrixProduct.Multiply, m, n, k);
                    CheckForms<double>(MatrixProduct.Multiply, m, n, k);
                }
            }
        }
    }

    [Fact]
    public void Product_of_every_size_0_to_70_in_odd_mixes_is_the_sum_of_products()
    {
        for (int size = 0; size <= 70; size++)
        {
            CheckForms<float>(MatrixProduct.Multiply, size, size * 29 % 71, size * 53 % 71);
            CheckForms<double>(MatrixProduct.Multiply, size * 37 % 71, size, size * 23 % 71);
            CheckForms<float>(MatrixProduct.Multiply, size * 41 % 71, size * 11 % 71, size);
        }
    }

    [Theory]
    [InlineData(3, 5, 9)]
    [InlineData(1, 40, 20)]
    [InlineData(40, 1, 20)]
    [InlineData(12, 17, 1)]
    [InlineData(33, 45, 19)]
    [InlineData(50, 90, 270)]
    public void Product_with_one_infinite_or_nan_element_spoils_only_its_row_or_column(int m, int n, int k)
    {
        foreach (float special in new[] { float.NaN, float.PositiveInfinity })
        {
            foreach ((bool transposeA, bool transposeB) in Forms)
            {
                var random = new Random(5);
                float[] a = Numbers<float>(random, m * k, 0), b = Numbers<float>(random, k * n, 0), c = new float[m * n];
                int row = m - 1, column = n - 1, depth = k - 1;

                a[transposeA ? (depth * m) + row : (row * k) + depth] = special;
                MatrixProduct.Multiply<float>(m, n, k, a, transposeA, b, transposeB, c, false);
                for (int i = 0; i < m * n; i++)
                {
                    Assert.Equal(i / n != row, float.IsFinite(c[i]));
                }

                a[transposeA ? (depth * m) + row : (row * k) + depth] = 1;
                b[transposeB ? (column * k) + depth : (depth * n) + column] = special;
                MatrixProduct.Multiply<float>(m, n, k, a, transposeA, b, transposeB, c, false);
                for (int i = 0; i < m * n; i++)
                {
                    Assert.Equal(i % n != column, float.IsFinite(c[i]));
                }
            }
        }
    }

    [Fact]
    public void Product_with_an_empty_sum_is_zero_or_leaves_C_as_it_is()
    {
        double[] c = [1, double.NaN, 3, 4, 5, 6];
        MatrixProduct.Multiply<double>(2, 3, 0, [], false, [], false, c, true);
        Assert.Equal([1, double.NaN, 3, 4, 5, 6], c);
        MatrixProduct.Multiply<double>(2, 3, 0, [], false, [], false, c, false);
        Assert.Equal(new double[6], c);
    }

    [Fact]
    public void Product_overwriting_C_does_not_read_it()
    {
        foreach ((int m, int n, int k) in new[] { (2, 2, 2), (1, 40, 30), (40, 1, 30), (9, 40, 1), (20, 40, 30), (20, 40, 600) })
        {
            var random = new Random(3);
            float[] a = Numbers<float>(random, m * k, 0), b = Numbers<float>(random, k * n, 0), c = new float[m * n];
            Array.Fill(c, float.NaN);
            MatrixProduct.Multiply<float>(m, n, k, a, false, b, false, c, false);
            Assert.All(c, y => Assert.True(float.IsFinite(y)));
        }
    }

    [Theory]
    [InlineData(256, 256, 300)]
    [InlineData(129, 1031, 259)]
    [InlineData(1000, 33, 700)]
    [InlineData(1, 3000, 500)]
    [InlineData(3000, 1, 500)]
    [InlineData(1031, 1025, 1)]
    public void Product_on_several_threads_is_bitwise_that_on_one(int m, int n, int k)
    {
        CheckThreads<float>(m, n, k);
        CheckThreads<double>(m, n, k);
    }

    [Fact]
    public void Product_of_part_of_the_rows_is_bitwise_part_of_the_product()
    {
        const int M = 77, N = 150, K = 600;
        var random = new Random(9);
        float[] a = Numbers<float>(random, M * K, 0), b = Numbers<float>(random, K * N, 0), whole = new float[M * N], part = new float[30 * N];
        MatrixProduct.Multiply<float>(M, N, K, a, false, b, false, whole, false);
        MatrixProduct.Multiply<float>(30, N, K, a.AsSpan(41 * K), false, b, false, part, false);
        Assert.Equal(whole.AsSpan(41 * N, 30 * N).ToArray(), part);
    }

    [Fact]
    public void Product_that_is_warm_allocates_nothing()
    {
        float[] a = new float[300 * 300], b = new float[300 * 300], c = new float[300 * 300];
        void All()
        {
            for (int size = 2; size <= 300; size *= 5)
            {
                for (int form = 0; form < 4; form++)
                {
                    MatrixProduct.Multiply<float>(size, size, size, a, form % 2 == 1, b, form / 2 == 1, c, false);
                    MatrixProduct.Multiply<float>(1, size, size, a, form % 2 == 1, b, form / 2 == 1, c, true);
                }
            }
        }

        All();
        long before = GC.GetAllocatedBytesForCurrentThread();
        All();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Product_with_spans_shorter_than_the_shape_throws()
    {
        float[] four = new float[4], three = new float[3];
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply<float>(2, 2, 2, three, false, four, false, four, false));
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply<float>(2, 2, 2, four, false, three, false, four, false));
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => MatrixProduct.Multiply<float>(2, 2, 2, four, false, four, false, three, false));
        Assert.Equal("matrix product (2, 2) x (2, 2): the spans of A, B and C have 4, 4 and 3 elements", error.Message);
        Assert.Throws<ArgumentException>(() => MatrixProduct.Multiply<float>(-1, 2, -2, four, false, four, false, four, false));
    }

    private static void CheckThreads<T>(int m, int n, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(m + n);
        T[] a = Numbers<T>(random, m * k, 0), b = Numbers<T>(random, k * n, 0), start = Numbers<T>(random, m * n, 0);
        foreach ((bool transposeA, bool transposeB) in Forms)
        {
            foreach (bool accumulate in new[] { false, true })
            {
                T[] one = (T[])start.Clone();
                MatrixProduct.Multiply<T>(m, n, k, a, transposeA, b, transposeB, one, accumulate);
                for (int threads = 2; threads <= 3; threads++)
                {
                    T[] many = (T[])start.Clone();
                    MatrixProduct.Multiply<T>(m, n, k, a, transposeA, b, transposeB, many, accumulate, threads);
                    Assert.True(one.AsSpan().SequenceEqual(many), $"{threads} threads, transposed {transposeA} {transposeB}, accumulate {accumulate}");
                }
            }
        }
    }

    private static IEnumerable<(bool TransposeA, bool TransposeB)> Forms => [(false, false), (true, false), (false, true), (true, true)];

    /// <summary>Compares all forms with sums in double, within the bound k eps sum |a||b| of any order of summation, and checks that nothing is written past C.</summary>
    private static void CheckForms<T>(Product<T> product, int m, int n, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Guard = 20;
        double epsilon = typeof(T) == typeof(float) ? 1.2e-7 : 2.3e-16;
        var random = new Random((m * 10007) + (n * 101) + k);

        // Beside the operands lie NaNs, which must not be read into a sum.
        T[] a = Numbers<T>(random, m * k, Guard), b = Numbers<T>(random, k * n, Guard), c = Numbers<T>(random, m * n, Guard);
        double[] x = Doubles(a), y = Doubles(b), start = Doubles(c), sum = new double[m * n], size = new double[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int p = 0; p < k; p++)
            {
                double left = x[(i * k) + p];
                ReadOnlySpan<double> right = y.AsSpan(p * n, n);
                Span<double> sums = sum.AsSpan(i * n, n), sizes = size.AsSpan(i * n, n);
                for (int j = 0; j < n; j++)
                {
                    sums[j] += left * right[j];
                    sizes[j] += Math.Abs(left * right[j]);
                }
            }
        }

        foreach ((bool transposeA, bool transposeB) in Forms)
        {
            T[] storedA = transposeA ? Transposed(a, m, k) : a, storedB = transposeB ? Transposed(b, k, n) : b;
            foreach (bool accumulate in new[] { false, true })
            {
                T[] result = (T[])c.Clone();
                product(m, n, k, storedA.AsSpan(0, m * k), transposeA, storedB.AsSpan(0, k * n), transposeB, result.AsSpan(0, m * n), accumulate, 1);
                double[] actual = Doubles(result);
                for (int i = 0; i < m * n; i++)
                {
                    double before = accumulate ? start[i] : 0;
                    double error = Math.Abs(actual[i] - (before + sum[i]));
                    if (!(error <= (k + 2) * epsilon * (Math.Abs(before) + size[i])))
                    {
                        Assert.Fail($"({m}, {k}) x ({k}, {n}), transposed {transposeA} {transposeB}, accumulate {accumulate}: [{i / n}, {i % n}] is off by {error}");
                    }
                }

                Assert.DoesNotContain(result[(m * n)..], past => !T.IsNaN(past));
            }
        }
    }

    /// <summary>The transpose of a dense matrix; what lies behind it in the array stays there.</summary>
    private static T[] Transposed<T>(T[] matrix, int rows, int columns)
    {
        T[] transposed = (T[])matrix.Clone();
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                transposed[(j * rows) + i] = matrix[(i * columns) + j];
            }
        }

        return transposed;
    }

    private static double[] Doubles<T>(T[] numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array.ConvertAll(numbers, double.CreateChecked);

    /// <summary>Numbers in [-1, 1), followed by <paramref name="guard"/> NaNs.</summary>
    private static T[] Numbers<T>(Random random, int count, int guard)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var numbers = new T[count + guard];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i < count ? T.CreateChecked((random.NextSingle() * 2) - 1) : T.NaN;
        }

        return numbers;
    }
}
