using System.Numerics;
using AutoGrad.Nn.Optimizers;

namespace AutoGrad.Oracle.Operations;

/// <summary>Trajectories of the nn layer's optimisers on a polynomial of the fourth degree.</summary>
internal static class Optimizers
{
    /// <summary>The parameters after each step, with losses and gradients before each.</summary>
    public static OracleResult Trajectory<T>(OracleCase oracleCase)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = oracleCase.Inputs[0].Tensor.Data.Length;
        var x = new Parameter<T>(CaseRunner.Numbers<T>(oracleCase.Inputs[0].Tensor), count);
        var objective = new OracleAttributes(oracleCase.Record.Element.GetProperty("objective"));
        T[] a = Numbers(objective.Numbers("a"));
        T[] c = Numbers(objective.Numbers("c"));
        T[] q = Numbers(objective.Numbers("q"));
        T b = T.CreateTruncating(objective.Number("b"));
        var tape = new Tape<T>();
        Optimizer<T> optimizer = Create(oracleCase, x);
        int steps = oracleCase.Attributes.Integer("steps");
        var path = new List<double>();
        var losses = new List<double>();
        var gradients = new List<double>();
        for (int step = 0; step < steps; step++)
        {
            bool isFirst = true;
            optimizer.Step(() =>
            {
                tape.Reset();
                optimizer.ZeroGradients();
                Variable<T> w = tape.Watch(x);
                Variable<T> loss = (((w - c).Square() * a).Sum() * T.CreateTruncating(0.5))
                    + ((w.Square().Square() * q).Sum() * T.CreateTruncating(0.25))
                    + (b * w.Select(0, 0) * w.Select(0, 1));
                loss.Backward();
                double value = double.CreateTruncating(loss.Value.Item);
                if (isFirst)
                {
                    losses.Add(value);
                    gradients.AddRange(x.Gradient.ToArray().Select(double.CreateTruncating));
                    isFirst = false;
                }

                return value;
            });
            path.AddRange(x.Value.ToArray().Select(double.CreateTruncating));
        }

        return new OracleResult(new OracleTensor([steps, count], [.. path], oracleCase.Type), new OracleTensor?[1])
        {
            FurtherResults = new Dictionary<string, OracleTensor>
            {
                ["losses"] = new([steps], [.. losses], oracleCase.Type),
                ["step_gradients"] = new([steps, count], [.. gradients], oracleCase.Type),
            },
        };

        static T[] Numbers(double[] values) => [.. values.Select(T.CreateTruncating)];
    }

    private static Optimizer<T> Create<T>(OracleCase oracleCase, Parameter<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OracleAttributes given = oracleCase.Attributes;
        double rate = given.Number("lr");
        double decay = Number("weight_decay", 0);
        double epsilon = Number("eps", 1e-8);
        (double beta1, double beta2) = given.IsNull("betas") ? (0.9, 0.999) : (given.Numbers("betas")[0], given.Numbers("betas")[1]);
        bool maximizes = given.Truth("maximize");
        string name = oracleCase.Record.Text("optimizer");
        if (maximizes && name is not ("SGD" or "Adam" or "AdamW"))
        {
            throw new NotSupportedException($"{name} that maximises");
        }

        return name switch
        {
            "SGD" => new GradientDescent<T>([x], rate, Number("momentum", 0), Number("dampening", 0), given.Truth("nesterov"), decay, maximizes),
            "Adam" => new Adam<T>([x], rate, beta1, beta2, epsilon, decay, given.Truth("amsgrad"), maximizes),
            "AdamW" => new AdamW<T>([x], rate, beta1, beta2, epsilon, decay, given.Truth("amsgrad"), maximizes),
            "RMSprop" => new RMSprop<T>([x], rate, Number("alpha", 0.99), epsilon, decay, Number("momentum", 0), given.Truth("centered")),
            "Adagrad" => new Adagrad<T>([x], rate, Number("lr_decay", 0), decay, Number("initial_accumulator_value", 0), Number("eps", 1e-10)),
            "Adadelta" => new Adadelta<T>([x], rate, Number("rho", 0.9), Number("eps", 1e-6), decay),
            "Adamax" => new Adamax<T>([x], rate, beta1, beta2, epsilon, decay),
            "NAdam" => new NAdam<T>([x], rate, beta1, beta2, epsilon, decay, Number("momentum_decay", 4e-3)),
            "RAdam" => new RAdam<T>([x], rate, beta1, beta2, epsilon, decay),
            "Rprop" when given.IsNull("etas") => new Rprop<T>([x], rate),
            "Rprop" => new Rprop<T>(
                [x], rate, given.Numbers("etas")[0], given.Numbers("etas")[1], given.Numbers("step_sizes")[0], given.Numbers("step_sizes")[1]),
            "LBFGS" => new LBFGS<T>(
                [x],
                rate,
                given.Integer("max_iter"),
                given.IsNull("max_eval") ? null : given.Integer("max_eval"),
                Number("tolerance_grad", 1e-7),
                Number("tolerance_change", 1e-9),
                given.Integer("history_size"),
                given.IsNull("line_search_fn") ? LineSearch.None : LineSearch.StrongWolfe),
            _ => throw new NotSupportedException(name),
        };

        double Number(string key, double otherwise) => given.NumberOrNull(key) ?? otherwise;
    }
}
