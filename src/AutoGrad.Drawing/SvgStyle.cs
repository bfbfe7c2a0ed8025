namespace AutoGrad.Drawing;

/// <summary>The colours and fonts of a picture. Colours are written out twice, in light and in dark, for readers that know no variables.</summary>
internal static class SvgStyle
{
    private const string Shapes =
        """

        .autograd-graph { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
        .autograd-graph .heading { font-size: 12px; }
        .autograd-graph .local, .autograd-graph .what, .autograd-graph .shape { font-size: 10.5px; }
        .autograd-graph .local, .autograd-graph .heading { paint-order: stroke; stroke-width: 3px; stroke-linejoin: round; }
        .autograd-graph .name { font-size: 13px; font-weight: bold; }
        .autograd-graph .value, .autograd-graph .gradient { font-size: 12px; }
        .autograd-graph .box rect { fill: none; stroke-dasharray: 4 3; }
        .autograd-graph .edge { fill: none; stroke-width: 1.3; }
        .autograd-graph .between { stroke-width: 0.8; }
        .autograd-graph .histogram rect { opacity: 0.55; }

        """;

    private static readonly Palette Light = new(
        Ground: "#ffffff", Ink: "#1f2328", Quiet: "#59636e", Line: "#8c959f", Rim: "#57606a", Operation: "#ffffff", Variable: "#ddf0ff",
        Parameter: "#dcf5e0", Constant: "#eef0f2", Closed: "#ece8fb", Value: "#0550ae", Gradient: "#a8480a", Alarm: "#cf222e", Alarmed: "#ffe2e0");

    private static readonly Palette Dark = new(
        Ground: "#0d1117", Ink: "#e6edf3", Quiet: "#9198a1", Line: "#6e7681", Rim: "#8b949e", Operation: "#161b22", Variable: "#10304d",
        Parameter: "#12391f", Constant: "#22272e", Closed: "#2b2446", Value: "#79c0ff", Gradient: "#ffa657", Alarm: "#ff7b72", Alarmed: "#4d1a1a");

    public static string Text { get; } = $"{Shapes}{Rules(Light)}@media (prefers-color-scheme: dark) {{\n{Rules(Dark)}}}\n";

    private static string Rules(Palette palette) => string.Concat(new (string Parts, string Style)[]
    {
        (".ground", $"fill: {palette.Ground}"),
        (".box rect", $"stroke: {palette.Line}"),
        (".heading", $"fill: {palette.Quiet}; stroke: {palette.Ground}"),
        (".edge", $"stroke: {palette.Line}"),
        (".arrow", $"fill: {palette.Line}"),
        (".local", $"fill: {palette.Quiet}; stroke: {palette.Ground}"),
        (".node > rect", $"fill: {palette.Operation}; stroke: {palette.Rim}"),
        (".variable > rect", $"fill: {palette.Variable}"),
        (".parameter > rect", $"fill: {palette.Parameter}"),
        (".constant > rect", $"fill: {palette.Constant}"),
        (".closed > rect", $"fill: {palette.Closed}"),
        (".nonfinite > rect", $"fill: {palette.Alarmed}; stroke: {palette.Alarm}; stroke-width: 2.5"),
        (".between", $"stroke: {palette.Rim}"),
        (".name", $"fill: {palette.Ink}"),
        (".what", $"fill: {palette.Quiet}"),
        (".shape", $"fill: {palette.Quiet}"),
        (".value", $"fill: {palette.Value}"),
        (".gradient", $"fill: {palette.Gradient}"),
        (".histogram rect", $"fill: {palette.Value}"),
    }.Select(rule => $".autograd-graph {rule.Parts} {{ {rule.Style} }}\n"));

    private sealed record Palette(
        string Ground, string Ink, string Quiet, string Line, string Rim, string Operation, string Variable,
        string Parameter, string Constant, string Closed, string Value, string Gradient, string Alarm, string Alarmed);
}
