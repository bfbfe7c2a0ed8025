namespace AutoGrad.Nn.Tests.WorkedExamples;

/// <summary>Plain gradient descent on a model: the least that the worked examples need.</summary>
internal static class GradientDescentStep
{
    /// <summary>One step down the gradient of an error that is recorded on the tape. The error before it.</summary>
    public static double Take(Tape<double> tape, Module<double> model, double rate, Func<Variable<double>> error)
    {
        Variable<double> recorded = error();
        recorded.Backward();
        double value = recorded.Value.Item;
        foreach (Parameter<double> parameter in model.Parameters)
        {
            parameter.Descend(rate);
        }

        model.ZeroGradients();
        tape.Reset();
        return value;
    }
}
