using System.Reflection;
using System.Text.RegularExpressions;
using AutoGrad.Nn;
using AutoGrad.Nn.Initializers;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Losses;
using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Optimizers.Schedules;
using AutoGrad.Nn.Training.Metrics;

namespace AutoGrad.Samples.Tests.Docs;

/// <summary>The tables of docs/nn.md name what the assembly has, all of it and nothing else.</summary>
public partial class NnTableTests
{
    public static TheoryData<string> Sections => [.. Expected.Keys];

    private static Dictionary<string, IEnumerable<string>> Expected { get; } = new()
    {
        ["Layers"] = KindsOf(typeof(Module<>)),
        ["Activations"] = MembersOf(typeof(Activation<float>), typeof(Activation<float>)),
        ["Losses"] = MembersOf(typeof(Loss), typeof(Variable<>)),
        ["Initialisers"] = MembersOf(typeof(Initialize<float>), typeof(Initializer<float>)),
        ["Optimisers"] = KindsOf(typeof(Optimizer<>)),
        ["Schedules"] = KindsOf(typeof(Schedule<>)),
        ["Metrics"] = KindsOf(typeof(Metric<>)).Append(nameof(ConfusionMatrix)),
    };

    [Theory]
    [MemberData(nameof(Sections))]
    public void Table_of_a_section_names_all_that_there_is(string section)
    {
        string text = File.ReadAllText(Repository.PathOf("docs", "nn.md"));
        string part = Heading().Split(text).Single(part => part.StartsWith(section + "\n", StringComparison.Ordinal));

        IEnumerable<string> named = Row().Matches(part).Select(row => row.Groups["name"].Value);

        Assert.NotEmpty(Expected[section]);
        Assert.Equal(Expected[section].Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    /// <summary>The public classes below a generic one that can be made.</summary>
    private static IEnumerable<string> KindsOf(Type kind) => typeof(Module<>).Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && Ancestors(type).Any(ancestor => ancestor.IsGenericType && ancestor.GetGenericTypeDefinition() == kind))
        .Select(type => type.Name.Split('`')[0]);

    /// <summary>The public static members of a class that give something of a kind, each once.</summary>
    private static IEnumerable<string> MembersOf(Type type, Type kind) => type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.ReturnType == kind || (kind.IsGenericTypeDefinition && method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == kind))
        .Select(method => method.IsSpecialName ? method.Name["get_".Length..] : method.Name)
        .Distinct();

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (Type? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }
    }

    [GeneratedRegex("^## ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
