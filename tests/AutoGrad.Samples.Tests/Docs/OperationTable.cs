using System.Reflection;
using System.Text;
using AutoGrad.Numbers;
using AutoGrad.Operations;

namespace AutoGrad.Samples.Tests.Docs;

/// <summary>Writes docs/operations.md out of the operations themselves.</summary>
internal static class OperationTable
{
    public const string Command = "UPDATE_DOCS=1 dotnet test tests/AutoGrad.Samples.Tests --filter OperationTable";

    private static readonly string[] Operands = ["a", "b", "c"];

    public static string Text()
    {
        var text = new StringBuilder();
        text.Append("# Operations\n\n");
        text.Append("Generated from the code; a test fails when this page is stale. To write it again, at the root of the repository:\n\n");
        text.Append("```bash\n").Append(Command).Append("\n```\n\n");
        text.Append("""
            The formula and the local gradient of an elementwise operation are the ones that the engine computes with, read as text: x (or a, b, c)
            are the operands and y is the result. An operation with constants is shown with those of its first sample. Operations on whole tensors
            state a vector-Jacobian product (vjp) as code; follow the name to it. *Saves* is what the gradient reads: nothing else needs to live until the sweep.
            *Samples* is where property tests draw each operand from, an interval inside the domain. What happens at kinks is explained in
            [kinks.md](kinks.md), the words in [glossary.md](glossary.md). *Accuracy* is the worst error of the value in units of its last place (ulp),
            measured against tables computed with 90 digits; sums and products of such functions, as in most activations, are not stated.
            What sums, matrix products and the softmax family promise is in [numerics.md](numerics.md).


            """.ReplaceLineEndings("\n"));
        foreach (IGrouping<string, Type> family in Operations().GroupBy(Family).OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            text.Append("## ").Append(family.Key).Append("\n\n");
            text.Append("| operation | formula | local gradient | saves | samples | kinks | accuracy | source |\n|---|---|---|---|---|---|---|---|\n");
            foreach (Type operation in family.OrderBy(operation => operation.Name, StringComparer.Ordinal))
            {
                text.Append(Row(operation));
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd() + "\n";
    }

    /// <summary>Every public operation of the engine.</summary>
    public static IEnumerable<Type> Operations() => typeof(OperationInfo).Assembly.GetExportedTypes().Where(type => type.IsValueType && Implements(type, typeof(IOperation<>)));

    private static string Row(Type type)
    {
        var info = (OperationInfo)type.GetProperty("Info", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        object operation = FirstSample(info) ?? Activator.CreateInstance(type)!;
        string described = operation.ToString()!;
        (string formula, string gradient) = Formulas(type, operation);
        string[] cells =
        [
            $"[{Escape(described == type.ToString() ? info.Name : described)}](../{FileOf(type)})",
            Code(info.Formula.Length > 0 ? info.Formula : formula),
            info.StopsGradient ? "none" : gradient.Length > 0 ? gradient : info.Linearity == Linearity.None ? "vjp" : "vjp, " + info.Linearity.ToString().ToLowerInvariant(),
            info.StopsGradient ? "nothing" : info.Saves.ToString().ToLowerInvariant(),
            string.Join("; ", info.Domain.Select(Describe)),
            Escape(info.Kinks),
            Escape(info.Accuracy),
            Escape(info.Source),
        ];
        return $"| {string.Join(" | ", cells)} |\n";
    }

    private static (string Formula, string Gradient) Formulas(Type type, object operation)
    {
        int arity = Implements(type, typeof(IElementwise<>)) ? 1 : Implements(type, typeof(IBinaryElementwise<>)) ? 2 : Implements(type, typeof(ITernaryElementwise<>)) ? 3 : 0;
        if (arity == 0)
        {
            return ("", "");
        }

        string[] names = arity == 1 ? ["x"] : Operands[..arity];
        object[] operands = [.. names.Select(name => (object)new FormulaText(name))];
        object value = Read(type, operation, "Primal", operands);
        object local = Read(type, operation, arity == 1 ? "LocalGradient" : "LocalGradients", [.. operands, new FormulaText("y")]);
        string gradient = arity == 1
            ? Code(local.ToString()!)
            : string.Join("<br>", local.GetType().GetFields().Select((field, operand) => $"{names[operand]}: {Code(field.GetValue(local)!.ToString()!)}"));
        return (value.ToString()!, gradient);
    }

    private static object Read(Type type, object operation, string method, object[] arguments) =>
        type.GetMethod(method)!.MakeGenericMethod(typeof(FormulaText)).Invoke(operation, arguments)!;

    private static object? FirstSample(OperationInfo info)
    {
        var samples = (System.Collections.IList)info.GetType().GetProperty("Samples")!.GetValue(info)!;
        return samples.Count == 0 ? null : samples[0]!.GetType().GetProperty("Operation")!.GetValue(samples[0]);
    }

    private static string Describe(Interval interval)
    {
        string text = FormattableString.Invariant($"{interval.Low} to {interval.High}");
        text += interval.Avoid.Count == 0 ? "" : $", not near {string.Join(", ", interval.Avoid.Select(point => FormattableString.Invariant($"{point}")))}";
        return interval.Distinct ? text + ", no ties" : text;
    }

    private static string Family(Type type) => Path.GetFileName(Path.GetDirectoryName(FileOf(type)))!;

    private static string FileOf(Type type)
    {
        string[] files = Directory.GetFiles(Repository.PathOf("src", "AutoGrad", "Operations"), type.Name + ".cs", SearchOption.AllDirectories);
        Assert.True(files.Length == 1, $"{type.Name} is not in a file of its own name");
        return Path.GetRelativePath(Repository.Root, files[0]).Replace('\\', '/');
    }

    private static bool Implements(Type type, Type contract) => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == contract);

    private static string Code(string formula) => formula.Length == 0 ? "" : $"`{formula.Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
