using System.Numerics;
using AutoGrad.Memory;
using AutoGrad.Operations;

namespace AutoGrad.Sweeps;

/// <summary>Records operations on whole tensors that have a shorter way to their gradients than an expression.</summary>
internal sealed class DirectRecorder<T, TOperation> : StructuredRecorder<T, TOperation>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, IDirectPull<TOperation>
{
    public override void Pull(Tape<T> tape, int node, int operand)
    {
        // What the pull rents is given back here, or by whoever catches what it throws.
        ArenaMark rented = tape.ScratchPosition;
        if (!this[tape.Node(node).Operation].TryPull(new DirectPull<T>(tape, node, operand)))
        {
            base.Pull(tape, node, operand);
        }

        tape.ReturnScratch(rented);
    }
}
