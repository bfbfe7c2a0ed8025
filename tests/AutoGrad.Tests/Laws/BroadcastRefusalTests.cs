using AutoGrad.Errors;
using AutoGrad.Memory;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Laws;

/// <summary>Operands that do not broadcast are refused by name, with their shapes, and leave the tape as it was.</summary>
public class BroadcastRefusalTests
{
    public static TheoryData<string> BinaryElementwise => OperationSet.BinaryElementwise;

    public static TheoryData<string> TernaryElementwise => OperationSet.TernaryElementwise;

    [Theory]
    [MemberData(nameof(BinaryElementwise))]
    [MemberData(nameof(TernaryElementwise))]
    public void Shapes_that_do_not_broadcast_are_refused(string operation) =>
        OperationSet.Visit(operation, typeof(BroadcastRefusalTests), nameof(Check));

    private static void Check<TOperation>()
        where TOperation : struct, IOperation<TOperation>
    {
        Shape[][] refused = TOperation.Info.Arity == 2
            ? [[[2, 3], [4]], [[3], [2]], [[2, 0], [2, 3]], [[5, 2, 1], [3, 3]]]
            : [[[2, 3], [4], []], [[], [3], [2]], [[3], [], [2, 2]], [[2, 0], [1], [2, 3]]];
        foreach (Shape[] shapes in refused)
        {
            var tape = new Tape<double>();
            Variable<double>[] operands = [.. shapes.Select(shape => tape.Variable(new double[shape.Count], shape.Lengths))];
            int count = tape.Count;
            ArenaMark memory = tape.ValuePosition;
            ShapeException error = Assert.Throws<ShapeException>(() => tape.Record(default(TOperation), operands));
            Assert.StartsWith($"{TOperation.Info.Name}: {string.Join(" x ", shapes)}: lengths", error.Message, StringComparison.Ordinal);
            Assert.Equal(count, tape.Count);
            Assert.Equal(memory, tape.ValuePosition);

            // What the tape does next is what it would have done without the refusal.
            Assert.Equal(1, (operands[0].Sum() + 1).Value.Item);
        }
    }
}
