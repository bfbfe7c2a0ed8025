// XOR learned without a screen: it trains through the nn layer and prints what came out. Compiled ahead of time by
//
//   dotnet publish docs/samples/xor-native.cs
#:project ../../src/AutoGrad.Nn/AutoGrad.Nn.csproj

using AutoGrad;
using AutoGrad.Nn;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Losses;
using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Training;

var model = new MultilayerPerceptron<float>([2, 8, 1], new RandomSource(1), Activation<float>.Tanh);
var patterns = new Dataset<float>(inputs: [0, 0, 0, 1, 1, 0, 1, 1], inputShape: new Shape(2), targets: [0, 1, 1, 0], targetShape: new Shape(1));
var trainer = new Trainer<float>(
    model,
    (output, batch) => Loss.BinaryCrossEntropyFromLogits(output, batch.Targets),
    new Adam<float>(model.Parameters, rate: 0.05),
    new() { Epochs = 1000, BatchSize = 4, LossThreshold = 0.01 });
TrainingResult result = trainer.Train(patterns);

var tape = new Tape<float>();
float[] logits = model.Forward(tape.Constant(patterns.Inputs, 4, 2)).Value.ToArray();
Console.WriteLine(result);
Console.WriteLine($"XOR of 00, 01, 10 and 11: {string.Join(' ', logits.Select(logit => logit > 0 ? 1 : 0))}; stopped by {result.Reason}");
