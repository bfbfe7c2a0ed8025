using System.Diagnostics;

namespace AutoGrad.Sweeps;

/// <summary>The line of a program that recorded an operation.</summary>
/// <remarks>Method names come without reflection, so that this works under NativeAOT too; where there is no debug information, the line is not known.</remarks>
internal readonly record struct RecordSite(string? File, int Line, string? Method)
{
    private static readonly string? Engine = typeof(RecordSite).Assembly.GetName().Name;

    /// <summary>The first caller outside of the engine that has a source line, or else the first one that has a name.</summary>
    public static RecordSite Here()
    {
        var trace = new StackTrace(1, fNeedFileInfo: true);
        RecordSite first = default;
        for (int i = 0; i < trace.FrameCount; i++)
        {
            if (trace.GetFrame(i) is not { } frame
                || DiagnosticMethodInfo.Create(frame) is not { } method
                || IsEngine(method.DeclaringAssemblyName))
            {
                continue;
            }

            var site = new RecordSite(frame.GetFileName(), frame.GetFileLineNumber(), $"{method.DeclaringTypeName}.{method.Name}");
            if (site.File is not null)
            {
                return site;
            }

            first = first.Method is null ? site : first;
        }

        return first;
    }

    public override string ToString() =>
        File is not null ? $"{File}:line {Line}" : Method is not null ? $"{Method} (line unknown)" : "an unknown line; record with DetectAnomalies on, and with debug information";

    private static bool IsEngine(string assembly) =>
        assembly == Engine || (assembly.StartsWith(Engine + ",", StringComparison.Ordinal));
}
