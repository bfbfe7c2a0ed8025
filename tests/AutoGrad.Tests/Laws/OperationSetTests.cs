using System.Reflection;
using AutoGrad.Operations;

namespace AutoGrad.Tests.Laws;

/// <summary>The operations are all found, and each describes itself fully.</summary>
public class OperationSetTests
{
    public static TheoryData<string> All => OperationSet.All;

    [Fact]
    public void Reflection_finds_every_kind_of_operation()
    {
        Assert.True(OperationSet.Types.Count >= 85, $"{OperationSet.Types.Count} operations were found");
        Assert.True(OperationSet.CountOf(typeof(IElementwise<>)) >= 40, "too few on one operand");
        Assert.True(OperationSet.CountOf(typeof(IBinaryElementwise<>)) >= 14, "too few on two operands");
        Assert.True(OperationSet.CountOf(typeof(ITernaryElementwise<>)) >= 1, "none on three operands");
        Assert.True(OperationSet.CountOf(typeof(IStructuredOperation<>)) >= 28, "too few structured");
    }

    [Fact]
    public void Names_are_unique()
    {
        IEnumerable<string> names = OperationSet.Types.Select(type => ((OperationInfo)type.GetProperty("Info")!.GetValue(null)!).Name);
        Assert.Equal(OperationSet.Types.Count, names.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Description_is_complete(string operation) => OperationSet.Visit(operation, typeof(OperationSetTests), nameof(CheckDescription));

    private static void CheckDescription<TOperation>()
        where TOperation : struct, IOperation<TOperation>
    {
        OperationInfo<TOperation> info = TOperation.Info;
        bool isStructured = OperationSet.Implements(typeof(TOperation), typeof(IStructuredOperation<>));
        bool hasConstants = typeof(TOperation).GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Length > 0;
        Assert.True(info.Source.Length > 0, "the source is missing");
        if (isStructured)
        {
            Assert.True(info.Formula.Length > 0, "the formula is missing");
            Assert.True(info.Refusals.Count > 0 || AcceptsEverything(info), "refusals are missing");
        }
        else
        {
            Assert.True(info.Probes.Count > 0, "probes are missing");
        }

        Assert.True(info.Samples.Count > 0 || !(isStructured || hasConstants), "samples are missing");
        Assert.All(info.Samples, sample => Assert.True(info.Arity < 0 || sample.Shapes.Length == info.Arity, "a sample's shapes are not as many as the operands"));
        Assert.All(info.Probes, probe => Assert.True(probe.At.Length == info.Arity && probe.Gradients.Length == info.Arity, "a probe's numbers are not as many as the operands"));
        Assert.All(info.Domain, interval => Assert.True(interval.Low < interval.High, "an empty interval"));
        Assert.True(info.Domain.Count <= Math.Max(1, info.Arity) || info.Arity < 0, "more intervals than operands");
    }

    /// <summary>Operations on one operand that keep its shape and have no constants fit every operand.</summary>
    private static bool AcceptsEverything<TOperation>(OperationInfo<TOperation> info)
        where TOperation : struct, IOperation<TOperation>
        => info.Arity == 1 && info.Formula.StartsWith("y = x", StringComparison.Ordinal);
}
