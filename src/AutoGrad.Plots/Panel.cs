using OxyPlot;

namespace AutoGrad.Plots;

/// <summary>A plot at its place in a picture, or the heading of several.</summary>
internal sealed record Panel(PlotModel Model, int X, int Y, int Width, int Height, bool IsHeading = false);
