// f = (x + y) z: its value, its gradients, and the graph with both at every node.
#:project ../../src/AutoGrad/AutoGrad.csproj

using AutoGrad;

var tape = new Tape<double> { KeepGradients = true };
var x = tape.Variable(-2.0).Named("x");
var y = tape.Variable(5.0).Named("y");
var z = tape.Variable(-4.0).Named("z");

var q = (x + y).Named("q");
var f = (q * z).Named("f");
f.Backward();

Console.Write(f.ToGraphText());
Console.WriteLine($"df/dx = {x.Gradient}, df/dy = {y.Gradient}, df/dz = {z.Gradient}");
