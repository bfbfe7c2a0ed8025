using System.Numerics;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>Records the products of a sweep, of an upstream gradient or tangent and a local gradient.</summary>
/// <remarks>
/// A factor that is zero has won over the other one, whatever it was. So the other one did not matter, and must not in a derivative of
/// the derivative: there the zero wins over an infinite upstream gradient too, as a zero local gradient otherwise does in forward mode only.
/// </remarks>
internal sealed class ProductRecorder<T> : BinaryRecorder<T, UpstreamProduct>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override bool ReadsUniform => false;

    public override void Pull(Tape<T> tape, int node, int operand) => PullAsRecords(tape, node, operand);

    public override Variable<T> Contribution(Tape<T> tape, int node, int operand, Variable<T> upstream, bool isTangent) =>
        base.Contribution(tape, node, operand, upstream, isTangent: true);
}
