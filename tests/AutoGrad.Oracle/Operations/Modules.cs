using System.Numerics;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Recurrent;

namespace AutoGrad.Oracle.Operations;

/// <summary>Operations that are modules of the nn layer; their weights are its parameters.</summary>
internal sealed class Modules<T> : Dictionary<string, Func<ModuleCase<T>, Variable<T>>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Modules()
    {
        this["linear"] = Linear;
        this["layer_norm"] = LayerNorm;
        this["batch_norm"] = BatchNorm;
        this["rnn_cell"] = RnnCell;
        this["gru_cell"] = GruCell;
        this["lstm_cell"] = LstmCell;
        this["rnn"] = Rnn;
        this["gru"] = Gru;
        this["lstm"] = Lstm;
    }

    /// <summary>Every module.</summary>
    public static Modules<T> All { get; } = new();

    /// <summary>Computes a case.</summary>
    public static OracleResult Run(OracleCase oracleCase)
    {
        var call = new ModuleCase<T>(oracleCase);
        return call.Result(All[oracleCase.Operation](call));
    }

    private static Variable<T> Linear(ModuleCase<T> call)
    {
        int[] weight = call.ShapeOf(1);
        return call.Bind(new Linear<T>(weight[1], weight[0], call.Random, hasBias: call.Count > 2), 1).Forward(call.Input(0));
    }

    private static Variable<T> LayerNorm(ModuleCase<T> call)
    {
        nint[] lengths = CaseRunner.Lengths(call.Attributes.Integers("normalized_shape"));
        double epsilon = call.Attributes.NumberOrNull("eps") ?? 1e-5;
        return call.Bind(new LayerNorm<T>(lengths, epsilon, isAffine: call.Count > 1, hasBias: call.Count > 2), 1).Forward(call.Input(0));
    }

    private static Variable<T> BatchNorm(ModuleCase<T> call)
    {
        var layer = new BatchNorm<T>(
            call.ShapeOf(1)[0], call.Attributes.NumberOrNull("momentum"), call.Attributes.NumberOrNull("eps") ?? 1e-5, isAffine: call.Count > 3);
        call.Bind(layer, 3);
        call.Set(layer.RunningMean, 1);
        call.Set(layer.RunningVariance, 2);
        if (!call.Attributes.Truth("training"))
        {
            layer.Evaluate();
        }

        Variable<T> y = layer.Forward(call.Input(0));
        call.AddResult("running_mean_after", layer.RunningMean);
        call.AddResult("running_var_after", layer.RunningVariance);
        return y;
    }

    private static Variable<T> RnnCell(ModuleCase<T> call)
    {
        int[] weight = call.ShapeOf(2);
        return call.Bind(new RnnCell<T>(weight[1], weight[0], call.Random, Nonlinearity(call), hasBias: call.Count > 4), 2)
            .Forward(call.Input(0), call.Input(1));
    }

    private static Variable<T> GruCell(ModuleCase<T> call)
    {
        int[] weight = call.ShapeOf(2);
        return call.Bind(new GruCell<T>(weight[1], weight[0] / 3, call.Random, hasBias: call.Count > 4), 2)
            .Forward(call.Input(0), call.Input(1));
    }

    private static Variable<T> LstmCell(ModuleCase<T> call)
    {
        int[] weight = call.ShapeOf(3);
        LstmState<T> state = call.Bind(new LstmCell<T>(weight[1], weight[0] / 4, call.Random, hasBias: call.Count > 5), 3)
            .Forward(call.Input(0), new(call.Input(1), call.Input(2)));
        return call.Attributes.Text("result") switch
        {
            "h" => state.Hidden,
            "c" => state.Cell,
            string other => throw new NotSupportedException($"result {other}"),
        };
    }

    private static Variable<T> Rnn(ModuleCase<T> call)
    {
        (int inputs, int hidden, int layers, bool both, bool batchFirst, bool bias) = Sizes(call, 2);
        var network = new Rnn<T>(inputs, hidden, call.Random, Nonlinearity(call), layers, both, batchFirst, bias);
        (Variable<T> output, Variable<T> state) = call.Bind(network, 2).Forward(call.Input(0), call.Input(1));
        return Chosen(call, output, new(state, default));
    }

    private static Variable<T> Gru(ModuleCase<T> call)
    {
        (int inputs, int hidden, int layers, bool both, bool batchFirst, bool bias) = Sizes(call, 2);
        var network = new Gru<T>(inputs, hidden, call.Random, layers, both, batchFirst, bias);
        (Variable<T> output, Variable<T> state) = call.Bind(network, 2).Forward(call.Input(0), call.Input(1));
        return Chosen(call, output, new(state, default));
    }

    private static Variable<T> Lstm(ModuleCase<T> call)
    {
        (int inputs, int hidden, int layers, bool both, bool batchFirst, bool bias) = Sizes(call, 3);
        var network = new Lstm<T>(inputs, hidden, call.Random, layers, both, batchFirst, bias);
        (Variable<T> output, LstmState<T> state) = call.Bind(network, 3).Forward(call.Input(0), new(call.Input(1), call.Input(2)));
        return Chosen(call, output, state);
    }

    private static Variable<T> Chosen(ModuleCase<T> call, Variable<T> output, LstmState<T> state) => call.Attributes.Text("result") switch
    {
        "output" => output,
        "h_n" => state.Hidden,
        "c_n" => state.Cell,
        string other => throw new NotSupportedException($"result {other}"),
    };

    private static RnnNonlinearity Nonlinearity(ModuleCase<T> call) =>
        (call.Attributes.IsNull("nonlinearity") ? "tanh" : call.Attributes.Text("nonlinearity")) switch
        {
            "tanh" => RnnNonlinearity.Tanh,
            "relu" => RnnNonlinearity.Relu,
            string other => throw new NotSupportedException($"nonlinearity {other}"),
        };

    private static (int Inputs, int Hidden, int Layers, bool Both, bool BatchFirst, bool Bias) Sizes(ModuleCase<T> call, int first)
    {
        OracleAttributes attributes = call.Attributes;
        return (
            call.ShapeOf(first)[1],
            call.ShapeOf(first + 1)[1],
            attributes.Integer("num_layers"),
            attributes.Truth("bidirectional"),
            attributes.Truth("batch_first"),
            attributes.Truth("bias"));
    }
}
