using System.Xml.Linq;

namespace AutoGrad.Samples.Tests.Docs;

/// <summary>The diagram of docs/architecture.md has the dependencies of the code, all of them and no others.</summary>
public class ArchitectureTests
{
    private const string Engine = "AutoGrad";

    // What the diagram calls the namespace that bears the engine's own name.
    private const string Root = "root";

    private static ArchitectureDiagram Diagram => new(File.ReadAllText(Repository.PathOf("docs", "architecture.md")));

    [Fact]
    public void Namespaces_of_the_engine_refer_to_each_other_as_drawn()
    {
        HashSet<(string From, string To)> pairs = NamespaceDependencies.Of(typeof(Tape<>).Assembly);
        ArchitectureDiagram diagram = Diagram;

        AssertSame("namespace", pairs.SelectMany(pair => new[] { Short(pair.From), Short(pair.To) }), diagram.Namespaces);
        AssertSame(
            "arrow",
            pairs.Select(pair => Drawn(Short(pair.From), Short(pair.To))),
            diagram.Arrows.Where(arrow => diagram.Namespaces.Contains(arrow.From)).Select(arrow => Drawn(arrow.From, arrow.To)));
    }

    [Fact]
    public void Kernels_and_memory_know_nobody() => Assert.DoesNotContain(
        NamespaceDependencies.Of(typeof(Tape<>).Assembly),
        pair => pair.From is "AutoGrad.Kernels" or "AutoGrad.Memory");

    [Fact]
    public void Projects_refer_to_each_other_and_to_packages_as_drawn()
    {
        (string Project, string[] Needs)[] projects =
        [
            .. Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
                .Select(file => (Path.GetFileNameWithoutExtension(file), NeedsOf(file))),
        ];
        ArchitectureDiagram diagram = Diagram;

        AssertSame("node outside of the frame", projects.SelectMany(project => project.Needs.Append(project.Project)), diagram.Projects);
        AssertSame(
            "arrow",
            projects.SelectMany(project => project.Needs.Select(need => Drawn(project.Project, need))),
            diagram.Arrows.Where(arrow => diagram.Projects.Contains(arrow.From)).Select(arrow => Drawn(arrow.From, arrow.To)));
    }

    [Fact]
    public void Diagram_is_read_with_frame_and_arrows_of_all_kinds()
    {
        var diagram = new ArchitectureDiagram(
            "```mermaid\nflowchart TD\n  nn[\"Nn<br>layers\"]\n  subgraph engine[\"Engine\"]\n    a[\"A\"]\n    b[\"B.C\"]\n  end\n  nn --> engine\n  a & b --> nn\n  a <--> b\n```\n");

        Assert.Equal(["Nn", "Engine"], diagram.Projects);
        Assert.Equal(["A", "B.C"], diagram.Namespaces);
        Assert.Equal([("Nn", "Engine"), ("A", "Nn"), ("B.C", "Nn"), ("A", "B.C"), ("B.C", "A")], diagram.Arrows);
    }

    /// <summary>The projects and the packages that a project brings along; tools of the build are not among them.</summary>
    private static string[] NeedsOf(string project)
    {
        XElement[] items = [.. XDocument.Load(project).Descendants()];
        IEnumerable<string> projects = items.Where(item => item.Name.LocalName == "ProjectReference")
            .Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value.Replace('\\', '/')));
        IEnumerable<string> packages = items.Where(item => item.Name.LocalName == "PackageReference" && item.Attribute("PrivateAssets") is null)
            .Select(item => item.Attribute("Include")!.Value);
        return [.. projects, .. packages];
    }

    private static string Short(string space) => space == Engine ? Root : space[(Engine.Length + 1)..];

    private static string Drawn(string from, string to) => $"{from} --> {to}";

    private static void AssertSame(string what, IEnumerable<string> inCode, IEnumerable<string> inDiagram)
    {
        string[] code = [.. inCode.Distinct()];
        string[] diagram = [.. inDiagram.Distinct()];
        IEnumerable<string> problems = code.Except(diagram).Select(name => $"add the {what} {name}, which the code has")
            .Concat(diagram.Except(code).Select(name => $"take out the {what} {name}, which the code has no more"));
        Assert.True(!problems.Any(), $"the diagram of docs/architecture.md: {string.Join("; ", problems)}");
    }
}
