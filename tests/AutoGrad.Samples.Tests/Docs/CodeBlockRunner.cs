using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoGrad.Samples.Tests.Docs;

/// <summary>Compiles a program out of a page with the usings that every project has, and runs it.</summary>
/// <remarks>It runs in a folder of its own, which holds the samples' CSV files and is deleted behind it.</remarks>
internal static class CodeBlockRunner
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>What the program prints.</summary>
    public static string Run(CodeBlock block)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Page",
            [CSharpSyntaxTree.ParseText(ImplicitUsings), Assemble(block.Sources)],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        string[] problems = [.. compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString())];
        Assert.True(problems.Length == 0, $"{block}:\n{string.Join('\n', problems)}");
        image.Position = 0;
        var context = new AssemblyLoadContext(block.ToString(), isCollectible: true);
        TextWriter before = Console.Out;
        string folderBefore = Environment.CurrentDirectory;
        string folder = Directory.CreateTempSubdirectory("autograd-docs").FullName;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            foreach (string data in Directory.GetFiles(Repository.PathOf("docs", "samples", "data"), "*.csv"))
            {
                File.Copy(data, Path.Combine(folder, Path.GetFileName(data)));
            }

            Environment.CurrentDirectory = folder;
            MethodInfo main = context.LoadFromStream(image).EntryPoint!;
            main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null);
        }
        finally
        {
            Console.SetOut(before);
            Environment.CurrentDirectory = folderBefore;
            Directory.Delete(folder, recursive: true);
            context.Unload();
        }

        return output.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>Usings first, then the statements of all blocks, then their types, as the language wants them.</summary>
    private static SyntaxTree Assemble(IReadOnlyList<string> sources)
    {
        CompilationUnitSyntax[] units = [.. sources.Select(source => SyntaxFactory.ParseCompilationUnit(Promise.MakeChecks(source)))];
        IEnumerable<MemberDeclarationSyntax> members = units.SelectMany(unit => unit.Members);
        string text = string.Concat(units.SelectMany(unit => unit.Usings).Select(node => node.ToFullString()).Distinct())
            + string.Concat(members.OrderBy(member => member is GlobalStatementSyntax ? 0 : 1).Select(member => member.ToFullString()));
        return CSharpSyntaxTree.ParseText(text);
    }
}
