namespace AutoGrad.Drawing.Layout;

/// <summary>The room that a node takes.</summary>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="LabelWidth">The width of the longest label of an edge that arrives at it.</param>
/// <param name="LabelHeight">The height of such a label.</param>
internal readonly record struct NodeSize(double Width, double Height, double LabelWidth, double LabelHeight);
