// Graphs as pictures: f = (x + y) z with every number at its place, and a network whose layers are boxes.
#:project ../../src/AutoGrad.Drawing/AutoGrad.Drawing.csproj
#:project ../../src/AutoGrad.Nn/AutoGrad.Nn.csproj

using AutoGrad;
using AutoGrad.Drawing;
using AutoGrad.Nn;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Losses;

string here = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? AppContext.BaseDirectory;
string output = Directory.CreateDirectory(Path.Combine(here, "output")).FullName;

// With KeepGradients, intermediate results show their gradients as well.
var tape = new Tape<double> { KeepGradients = true };
var x = tape.Variable(-2.0).Named("x");
var y = tape.Variable(5.0).Named("y");
var z = tape.Variable(-4.0).Named("z");
var q = (x + y).Named("q");
var f = q * z;
f.Backward();
Graph first = f.Draw();
first.SaveSvg(Path.Combine(output, "first-graph.svg"));
Console.Write(first);

// Four points of the plane in two classes.
tape.Reset();
var model = new MultilayerPerceptron<double>([2, 8, 2], new RandomSource(1));
var points = tape.Constant(new double[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }).Named("points");
var loss = Loss.CrossEntropy(model.Forward(points), [0, 1, 1, 0]);
loss.Backward();
Graph network = loss.Draw();
network.SaveSvg(Path.Combine(output, "network.svg"));
network.SaveSvg(Path.Combine(output, "network-open.svg"), new PictureOptions { Depth = 2 });
Console.WriteLine($"{first.Nodes.Count} nodes of {first.Title} and {network.Nodes.Count} of {network.Title} drawn");
