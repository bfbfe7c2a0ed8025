namespace AutoGrad.Nn.Tests.Serialization;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("autograd-");

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    public string[] Names() => [.. folder.GetFileSystemInfos().Select(info => info.Name).Order(StringComparer.Ordinal)];

    public void Dispose() => folder.Delete(recursive: true);
}
