using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoGrad.Samples.Tests.Docs;

/// <summary>What the pages for people from other libraries call ours is there: each piece of code in a column headed <c>here</c> compiles.</summary>
public partial class NameTableTests
{
    /// <summary>The names that the tables use, as the pages introduce them.</summary>
    private const string Context = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using AutoGrad;
        global using AutoGrad.Errors;
        global using AutoGrad.Operations;
        global using AutoGrad.Nn;
        global using AutoGrad.Nn.Initializers;
        global using AutoGrad.Nn.Layers;
        global using AutoGrad.Nn.Losses;
        global using AutoGrad.Nn.Optimizers;
        global using AutoGrad.Nn.Optimizers.Schedules;
        global using AutoGrad.Nn.Recurrent;
        global using AutoGrad.Nn.Serialization;
        global using AutoGrad.Nn.Training;
        global using AutoGrad.Nn.Training.Metrics;

        internal abstract class Names : Module<float>
        {
            protected Tape<float> tape;
            protected Variable<float> x, y, a, b, w, t, loss, logits, mask;
            protected Parameter<float> p;
            protected Func<Variable<float>, Variable<float>> f;
            protected Func<Variable<double>, Variable<double>> g;
            protected GradientHook<float> hook;
            protected float[] values, at, v;
            protected int[] labels, indices;
            protected Sequential<float> model;
            protected Layer<float> layer;
            protected Gru<float> gru;
            protected Adam<float> adam;
            protected Optimizer<float> optimizer;
            protected Schedule<float> schedule;
            protected Trainer<float> trainer;
            protected Dataset<float> data;
            protected RandomSource random;
        }
        """;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static TheoryData<string> Pages =>
        [.. Repository.Pages().Where(page => Path.GetFileName(page).StartsWith("coming-from-", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Code_in_the_column_here_compiles(string page)
    {
        (int Line, string Code)[] pieces = [.. PiecesOf(File.ReadAllText(Repository.PathOf(page)))];

        Assert.True(pieces.Length > 50, $"{page} has {pieces.Length} pieces of code in columns headed 'here'");
        Dictionary<string, string> problems = ProblemsOf([.. pieces.Select(piece => piece.Code).Distinct()]);
        Assert.True(
            problems.Count == 0,
            string.Join('\n', pieces.Where(piece => problems.ContainsKey(piece.Code)).Select(piece => $"{page}:{piece.Line}: {piece.Code}: {problems[piece.Code]}")));
    }

    [Theory]
    [InlineData("x.Tanh()", true)]
    [InlineData("x.Tanhh()", false)]
    [InlineData("x.Sum(\"axis\")", false)]
    [InlineData("Gru<float>", true)]
    [InlineData("Gruh<float>", false)]
    [InlineData("Loss.CrossEntropy", true)]
    [InlineData("Loss.CrossEntropic", false)]
    [InlineData("x + 2", true)]
    [InlineData("using (tape.StopRecording())", true)]
    [InlineData("Add(\"name\", p)", true)]
    public void Broken_name_is_found(string code, bool isThere) => Assert.Equal(isThere, ProblemsOf([code]).Count == 0);

    [Fact]
    public void Only_the_column_here_is_read_and_a_bar_in_code_is_no_border() => Assert.Equal(
        [(3, "x.Abs()"), (3, "a|b"), (8, "y")],
        PiecesOf("| there | here | differs |\n|---|---|---|\n| `abs` | `x.Abs()`, or `a\\|b` | `c` |\n\ntext `d`\n| here | there |\n|---|---|\n| `y` | `z` |\n"));

    /// <summary>The code spans of the cells below a heading <c>here</c>, with their lines.</summary>
    private static IEnumerable<(int Line, string Code)> PiecesOf(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        int column = -1;
        for (int i = 0; i < lines.Length; i++)
        {
            string[] cells = Border().Split(lines[i]);
            if (cells.Length < 3)
            {
                column = -1;
            }
            else if (column < 0)
            {
                column = Array.FindIndex(cells, cell => cell.Trim() == "here");
            }
            else
            {
                foreach (Match span in CodeSpan().Matches(cells[column]))
                {
                    yield return (i + 1, span.Groups["code"].Value.Replace("\\|", "|", StringComparison.Ordinal));
                }
            }
        }
    }

    /// <summary>The pieces that are neither a statement, nor an expression, a type or a name; with what the compiler says.</summary>
    private static Dictionary<string, string> ProblemsOf(IReadOnlyList<string> pieces)
    {
        string[] forms = ["_ = {0};", "{0};", "{0} {{ }}", "_ = typeof({0});", "_ = nameof({0});"];
        SyntaxTree[][] trees =
        [
            .. pieces.Select((piece, number) => forms.Select((form, kind) => CSharpSyntaxTree.ParseText(
                $"internal abstract class Piece{number}Form{kind} : Names {{ void Use() {{ {string.Format(null, form, piece)} }} }}")).ToArray()),
        ];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Names",
            [CSharpSyntaxTree.ParseText(Context), .. trees.SelectMany(forms => forms)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        ILookup<SyntaxTree?, Diagnostic> errors = compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .ToLookup(diagnostic => diagnostic.Location.SourceTree);
        return pieces.Zip(trees)
            .Where(pair => pair.Second.All(errors.Contains))
            .ToDictionary(pair => pair.First, pair => pair.Second.Select(tree => errors[tree].First().GetMessage()).First());
    }

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Border();

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex CodeSpan();
}
