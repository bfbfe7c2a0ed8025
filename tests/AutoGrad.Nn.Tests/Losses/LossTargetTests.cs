using AutoGrad.Errors;
using AutoGrad.Nn.Losses;

namespace AutoGrad.Nn.Tests.Losses;

/// <summary>Targets of a wrong coding, weights that are none, and empty batches are refused.</summary>
public class LossTargetTests
{
    private static readonly double[] s_classes = [1, 0];
    private static readonly double[] s_signs = [1, -1];

    private static string Refusal<TException>(Func<Variable<double>, Variable<double>> loss, params double[] values)
        where TException : Exception
        => Assert.Throws<TException>(() => loss(new Tape<double>().Variable(values.Length > 0 ? values : [0.3, 0.6]))).Message;

    [Fact]
    public void Targets_of_0_and_1_are_refused_where_signs_are_meant()
    {
        (string Name, Func<Variable<double>, Variable<double>> Loss)[] losses =
        [
            ("Hinge", x => Loss.Hinge(x, s_classes)),
            ("SoftMargin", x => Loss.SoftMargin(x, s_classes)),
            ("HingeEmbedding", x => Loss.HingeEmbedding(x, s_classes)),
            ("MarginRanking", x => Loss.MarginRanking(x, x, s_classes)),
            ("CosineEmbedding", x => Loss.CosineEmbedding(x.ExpandAxes(1), x.ExpandAxes(1), s_classes)),
        ];
        foreach ((string name, Func<Variable<double>, Variable<double>> loss) in losses)
        {
            Assert.Equal($"{name}: element 1 of the target is 0, but must be 1 or -1; of targets 0 and 1 make 2 t - 1", Refusal<ModuleException>(loss));
        }
    }

    [Fact]
    public void Signs_are_refused_where_targets_from_0_to_1_are_meant()
    {
        (string Name, Func<Variable<double>, Variable<double>> Loss)[] losses =
        [
            ("BinaryCrossEntropy", x => Loss.BinaryCrossEntropy(x, s_signs)),
            ("BinaryCrossEntropyFromLogits", x => Loss.BinaryCrossEntropyFromLogits(x, s_signs)),
            ("MultiLabelSoftMargin", x => Loss.MultiLabelSoftMargin(x, s_signs)),
        ];
        foreach ((string name, Func<Variable<double>, Variable<double>> loss) in losses)
        {
            Assert.StartsWith($"{name}: element 1 of the target is -1, but must be from 0 to 1; of targets 1 and -1 make (t + 1) / 2", Refusal<ModuleException>(loss));
        }
    }

    [Fact]
    public void A_target_that_gets_a_gradient_is_not_looked_at()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Variable([0.5, 0.5]);
        Variable<double> t = tape.Variable([0.5, 3]);

        Assert.Equal([0.75, 0], Loss.Hinge(x, t, reduction: Reduction.None).Value.ToArray().Select(value => Math.Max(0, value)));
        Assert.True(double.IsFinite(Loss.BinaryCrossEntropyFromLogits(x, t).Value.Item));
    }

    [Fact]
    public void Probabilities_and_class_weights_are_not_negative()
    {
        Assert.Equal(
            "KullbackLeibler: element 1 of the target is -1, but a probability is finite and not negative; for logarithms of probabilities set isLogTarget",
            Refusal<ModuleException>(x => Loss.KullbackLeibler(x, s_signs)));
        Assert.Contains("CrossEntropy: element 1 of the target is -1", Refusal<ModuleException>(x => Loss.CrossEntropy(x, s_signs)), StringComparison.Ordinal);
        Assert.True(double.IsFinite(Loss.KullbackLeibler(new Tape<double>().Variable([0.1, 0.2]), s_signs, isLogTarget: true).Value.Item));

        const string Remedy = ", but must be finite and not negative; 0 leaves a class out";
        Assert.Equal($"CrossEntropy: the weight of class 1 is -1{Remedy}", Refusal<ModuleException>(x => Loss.CrossEntropy(x, [0], [1, -1])));
        Assert.Equal($"CrossEntropy: the weight of class 0 is NaN{Remedy}", Refusal<ModuleException>(x => Loss.CrossEntropy(x, s_classes, [double.NaN, 1])));
        Assert.Equal($"NegativeLogLikelihood: the weight of class 0 is Infinity{Remedy}", Refusal<ModuleException>(x => Loss.NegativeLogLikelihood(x, [0], [double.PositiveInfinity, 1])));
        Assert.Equal($"MultiMargin: the weight of class 1 is -2{Remedy}", Refusal<ModuleException>(x => Loss.MultiMargin(x, [0], classWeights: [1, -2])));
    }

    [Fact]
    public void The_mean_of_an_empty_batch_is_refused_and_its_sum_is_0()
    {
        (string Name, Func<Variable<double>, Reduction, Variable<double>> Loss)[] losses =
        [
            ("MeanSquaredError", (x, reduction) => Loss.MeanSquaredError(x, x, reduction)),
            ("AbsoluteError", (x, reduction) => Loss.AbsoluteError(x, x, reduction)),
            ("Hinge", (x, reduction) => Loss.Hinge(x, x, reduction: reduction)),
            ("CrossEntropy", (x, reduction) => Loss.CrossEntropy(x, [], reduction: reduction)),
            ("CrossEntropy", (x, reduction) => Loss.CrossEntropy(x, x, reduction: reduction)),
            ("NegativeLogLikelihood", (x, reduction) => Loss.NegativeLogLikelihood(x, [], reduction: reduction)),
        ];
        foreach ((string name, Func<Variable<double>, Reduction, Variable<double>> loss) in losses)
        {
            Variable<double> x = new Tape<double>().Variable([], 0, 2);
            string message = Assert.Throws<ShapeException>(() => loss(x, Reduction.Mean)).Message;
            Assert.StartsWith($"{name}: there is no mean of the shape (0", message, StringComparison.Ordinal);
            Assert.Equal(0, loss(x, Reduction.Sum).Value.Item);
        }
    }
}
