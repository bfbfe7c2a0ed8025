namespace AutoGrad.Plots;

/// <summary>A place that is pointed out: a ring at a point, or a vertical line where there is no y; the words are below the title.</summary>
internal sealed record Mark(double X, double? Y, string Text, bool IsAlarm);
