namespace AutoGrad.Plots;

/// <summary>Writes a text as a file, with the folder that it is in.</summary>
internal static class TextFile
{
    public static void Write(string path, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, text);
    }
}
