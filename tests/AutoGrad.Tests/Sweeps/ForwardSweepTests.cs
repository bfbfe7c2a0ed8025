using AutoGrad.Sweeps;

namespace AutoGrad.Tests.Sweeps;

/// <summary>The forward sweep that leaves numbers agrees with the one that records, and leaves nothing behind.</summary>
public class ForwardSweepTests
{
    private static readonly double[] X = [0.5, 1.5, -0.25];
    private static readonly double[] Row = [1, -2, 0.5];

    public static TheoryData<string> Kinds => [.. Functions.Keys];

    private static Dictionary<string, Func<Variable<double>, Variable<double>>> Functions { get; } = new()
    {
        ["one operand"] = x => x.Sin(),
        ["two operands"] = x => x * x.Exp(),
        ["two operands, one repeated"] = x => x * x.Sum(),
        ["three operands"] = x => (x > 0).Where(x, x * 2),
        ["linear"] = x => x.Flip(0),
        ["multilinear"] = x => x.Reshape(1, 3).MatMul(x.Reshape(3, 1)),
        ["structured"] = x => x.Softmax(),
        ["checkpoint"] = x => x.Tape.Checkpoint(v => v * v, x),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Result_that_also_moves_by_itself_adds_both(string kind)
    {
        var tape = new Tape<double>();
        tape.Constant(7);
        Variable<double> x = tape.Variable(X);
        Variable<double> y = Functions[kind](x);
        Variable<double> z = y.Square();
        Variable<double>[] moving = [x, y];
        Variable<double>[] along = [tape.Constant(Row), tape.Filled(3, y.Shape.Lengths)];
        double[] recorded = Differentiate.JacobianVectorProduct(z, moving, along).Value.ToArray();
        double[] alone = Differentiate.JacobianVectorProduct(z, x, along[0]).Value.ToArray();

        int count = tape.Count;
        Memory.ArenaMark scratch = tape.ScratchPosition;
        var numbers = new double[y.Shape.Count];
        ForwardSweep.Evaluate(z, moving, along, numbers);
        ForwardSweep.Evaluate(z, moving, along, numbers);

        Assert.Equal(count, tape.Count);
        Assert.Equal(scratch, tape.ScratchPosition);
        for (int i = 0; i < numbers.Length; i++)
        {
            Assert.Equal(alone[i] + (2 * y.Value.Span[i] * 3), numbers[i], 1e-13);
            Assert.Equal(recorded[i], numbers[i], 1e-13);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Backward_leaves_no_records_and_no_scratch_behind(string kind)
    {
        var tape = new Tape<double>();
        Variable<double> y = Functions[kind](tape.Variable(X)).Sum();
        y.Backward();
        int count = tape.Count;
        Memory.ArenaMark scratch = tape.ScratchPosition;
        long memory = tape.MemoryInBytes;
        y.Backward();
        Assert.Equal(count, tape.Count);
        Assert.Equal(scratch, tape.ScratchPosition);
        Assert.Equal(memory, tape.MemoryInBytes);
    }
}
