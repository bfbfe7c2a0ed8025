using AutoGrad.Memory;
using AutoGrad.Sweeps;

namespace AutoGrad;

/// <content>What the forward sweep needs of the tape.</content>
public sealed partial class Tape<T>
{
    internal Buffer<T> RentScratchBuffer(int length) => scratch.Allocate(length);

    /// <summary>
    /// Writes the value of a variable, or adds it to what is there, repeated to a shape where broadcasting asks for it. A value
    /// that was put off is computed straight into the destination. <c>default</c> is zero.
    /// </summary>
    internal void EvaluateInto(Variable<T> variable, Shape shape, Span<T> destination, bool accumulate)
    {
        if (variable.IsDefault)
        {
            if (!accumulate)
            {
                destination.Clear();
            }

            return;
        }

        if (variable.Shape.Count != shape.Count)
        {
            variable = variable.BroadcastTo(shape.Lengths);
        }

        ref Node<T> node = ref Node(variable.Index);
        if ((node.Flags & NodeFlags.Deferred) != 0 && !node.Recorder!.SharesMemory)
        {
            ForceAll(OperandsOf(variable.Index));
            node.Recorder.Evaluate(this, variable.Index, destination, accumulate);
        }
        else
        {
            AddTo(destination, ValueOf(variable.Index), accumulate);
        }
    }
}
