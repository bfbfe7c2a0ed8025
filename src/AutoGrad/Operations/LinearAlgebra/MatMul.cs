using System.Numerics;
using AutoGrad.Errors;
using AutoGrad.Kernels;
using AutoGrad.Operations;

namespace AutoGrad.Operations
{
    /// <summary>Matrix product C = A B of the last two axes, either operand transposed as it lies; batch axes broadcast.</summary>
    /// <remarks>
    /// Shapes (..., m, k) x (..., k, n) -> (..., m, n); a transposed operand lies as (..., k, m) or (..., n, k).
    /// ABar = CBar B^T, BBar = A^T CBar. Saves the inputs. Source: elementary.
    /// </remarks>
    public readonly struct MatMul(bool transposeA, bool transposeB) : IStructuredOperation<MatMul>, IDirectPull<MatMul>
    {
        /// <inheritdoc/>
        public static OperationInfo<MatMul> Info { get; } = new("matmul", 2)
        {
            Saves = Saves.Inputs,
            Linearity = Linearity.Multilinear,
            Accumulates = true,
            Formula = "C = A B",
            Source = "elementary",
            Samples =
            [
                new(new(false, false), [2, 3], [3, 4]),
                new(new(true, false), [3, 2], [3, 4]),
                new(new(false, true), [2, 3], [4, 3]),
                new(new(true, true), [3, 2], [4, 3]),
                new(new(false, false), [2, 2, 3], [3, 4]),
                new(new(false, true), [2, 1, 2, 3], [3, 4, 3]),
                new(new(true, false), [2, 3, 2], [3, 4]),
                new(new(true, true), [2, 3, 2], [4, 3]),
                new(new(false, false), [2, 0], [0, 3]),
            ],
            Refusals =
            [
                new(new(false, false), "inner lengths 3 and 4 differ; the left operand needs as many columns as the right one has rows", [2, 3], [4, 5]),
                new(new(false, false), "inner lengths 3 and 2 differ; with the right operand transposed they would fit", [4, 3], [2, 3]),
                new(new(false, false), "at least two axes", [3], [3, 2]),
                new(new(false, false), "lengths 2 and 3 of batch axis -3 do not broadcast", [2, 2, 3], [3, 3, 2]),
            ],
        };

        /// <inheritdoc/>
        public void Shape(in OperandShapes operands, ref ShapeBuilder result)
        {
            ReadOnlySpan<nint> a = operands[0].Lengths;
            ReadOnlySpan<nint> b = operands[1].Lengths;
            if (a.Length < 2 || b.Length < 2)
            {
                throw operands.Error("both operands need at least two axes");
            }

            (nint m, nint k) = transposeA ? (a[^1], a[^2]) : (a[^2], a[^1]);
            (nint inner, nint n) = transposeB ? (b[^1], b[^2]) : (b[^2], b[^1]);
            if (k != inner)
            {
                string remedy = k == n ? "with the right operand transposed they would fit" : "the left operand needs as many columns as the right one has rows";
                throw operands.Error($"inner lengths {k} and {inner} differ; {remedy}");
            }

            for (int fromEnd = Math.Max(a.Length, b.Length); fromEnd > 2; fromEnd--)
            {
                nint left = fromEnd <= a.Length ? a[^fromEnd] : 1;
                nint right = fromEnd <= b.Length ? b[^fromEnd] : 1;
                if (left != right && left != 1 && right != 1)
                {
                    throw operands.Error($"lengths {left} and {right} of batch axis {-fromEnd} do not broadcast");
                }

                result.Add(left == 1 ? right : left);
            }

            result.Add(m);
            result.Add(n);
        }

        /// <inheritdoc/>
        public void Primal<T>(in Evaluation<T> evaluation)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => BatchedProduct.Multiply(
                evaluation[0],
                evaluation.ShapeOf(0).Lengths,
                transposeA,
                evaluation[1],
                evaluation.ShapeOf(1).Lengths,
                transposeB,
                evaluation.Result,
                evaluation.Accumulate,
                evaluation.Threads);

        /// <inheritdoc/>
        public Variable<T> Vjp<T>(in Pullback<T> pullback, int operand)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Variable<T> a = pullback[0];
            Variable<T> b = pullback[1];
            Variable<T> g = pullback.Upstream;
            if (operand == 0)
            {
                return transposeA ? b.Apply(new MatMul(transposeB, true), g) : g.Apply(new MatMul(false, !transposeB), b);
            }

            if (b.Rank == 2 && a.Rank > 2 && !transposeA)
            {
                // One matrix served a whole batch: its gradient is a single product over all rows of the batch.
                a = a.Apply(default(FlattenLeading));
                g = g.Apply(default(FlattenLeading));
            }

            return transposeB ? g.Apply(new MatMul(true, transposeA), a) : a.Apply(new MatMul(!transposeA, false), g);
        }

        bool IDirectPull<MatMul>.TryPull<T>(in DirectPull<T> pull)
        {
            ReadOnlySpan<nint> b = pull.ShapeOf(1).Lengths;
            if (b.Length != 2 || (transposeA && pull.ShapeOf(0).Rank != 2) || b[0] * b[1] == 0)
            {
                return false;
            }

            // One matrix B, so the rows of all batches are the rows of one matrix A.
            (int k, int n) = transposeB ? ((int)b[1], (int)b[0]) : ((int)b[0], (int)b[1]);
            ReadOnlySpan<T> upstream = pull.Upstream;
            int m = upstream.Length / n;
            ReadOnlySpan<T> other = pull[1 - pull.Operand];
            Span<T> adjoint = pull.Adjoint(out bool accumulate);
            if (pull.Operand == 0)
            {
                if (transposeA)
                {
                    MatrixProduct.Multiply(k, m, n, other, transposeB, upstream, true, adjoint, accumulate, pull.Threads);
                }
                else
                {
                    MatrixProduct.Multiply(m, k, n, upstream, false, other, !transposeB, adjoint, accumulate, pull.Threads);
                }
            }
            else if (transposeB)
            {
                MatrixProduct.Multiply(n, k, m, upstream, true, other, transposeA, adjoint, accumulate, pull.Threads);
            }
            else
            {
                MatrixProduct.Multiply(k, n, m, other, !transposeA, upstream, false, adjoint, accumulate, pull.Threads);
            }

            return true;
        }

        /// <inheritdoc/>
        public override string ToString() => (transposeA, transposeB) switch
        {
            (false, false) => "matmul",
            (true, false) => "matmul(Aᵀ B)",
            (false, true) => "matmul(A Bᵀ)",
            _ => "matmul(Aᵀ Bᵀ)",
        };
    }
}

namespace AutoGrad
{
    public readonly partial struct Variable<T>
    {
        /// <summary>Matrix product, for every pairing of vector, matrix and batch, as in NumPy.</summary>
        /// <remarks>
        /// (..., m, k) x (..., k, n) -> (..., m, n), batch axes broadcast; (k) x (k, n) -> (n); (m, k) x (k) -> (m); (k) x (k) -> ().
        /// An operand that is a <see cref="Transpose()"/> is read as it lies.
        /// </remarks>
        /// <exception cref="ShapeException">The inner lengths differ, the batches do not broadcast, or an operand is a scalar.</exception>
        public Variable<T> MatMul(Operand<T> b)
        {
            Tape<T> tape = Tape;
            Variable<T> right = b.On(tape);
            if (Rank == 0 || right.Rank == 0)
            {
                throw new ShapeException($"matmul: {Shape} x {right.Shape}: a scalar is no matrix; multiply with *");
            }

            if (Rank >= 2 && right.Rank >= 2)
            {
                (Variable<T> first, bool transposeA) = tape.Untranspose(this);
                (Variable<T> second, bool transposeB) = tape.Untranspose(right);
                return tape.Record(new MatMul(transposeA, transposeB), first, second);
            }

            // A vector is a matrix of one row on the left and of one column on the right; that axis is dropped from the result.
            Variable<T> rows = Rank == 1 ? Apply(new ExpandAxes(0b01)) : this;
            Variable<T> columns = right.Rank == 1 ? right.Apply(new ExpandAxes(0b10)) : right;
            Variable<T> product = rows.MatMul(columns);
            ulong last = 1UL << (product.Rank - 1);
            return product.Apply(new SqueezeAxes((right.Rank == 1 ? last : 0) | (Rank == 1 ? last >> 1 : 0)));
        }

        /// <summary>Inner product of two vectors: (k) x (k) -> ().</summary>
        /// <exception cref="ShapeException">The operands are not vectors of one length.</exception>
        public Variable<T> Dot(Operand<T> b)
        {
            Variable<T> right = b.On(Tape);
            return Rank == 1 && right.Rank == 1
                ? MatMul(right)
                : throw new ShapeException($"dot: {Shape} x {right.Shape}: both operands must be vectors; use MatMul for matrices");
        }

        /// <summary>Outer product of two vectors: (m) x (n) -> (m, n).</summary>
        /// <exception cref="ShapeException">The operands are not vectors.</exception>
        public Variable<T> Outer(Operand<T> b)
        {
            Variable<T> right = b.On(Tape);
            return Rank == 1 && right.Rank == 1
                ? Apply(new ExpandAxes(0b10)).MatMul(right.Apply(new ExpandAxes(0b01)))
                : throw new ShapeException($"outer: {Shape} x {right.Shape}: both operands must be vectors");
        }
    }
}
