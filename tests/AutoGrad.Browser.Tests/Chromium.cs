namespace AutoGrad.Browser.Tests;

/// <summary>The browser that is installed here.</summary>
internal static class Chromium
{
    public const string Missing = "no browser: install chromium (apt-get install chromium) or google-chrome";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>The program; <c>null</c> where there is none.</summary>
    public static string? Path { get; } = Names
        .SelectMany(_ => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator), (name, folder) => System.IO.Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
