using AutoGrad.Numbers;

namespace AutoGrad.Tests.Numbers;

/// <summary>Formulas as text: parentheses where they are needed, and nowhere else.</summary>
public class FormulaTextTests
{
    private static readonly FormulaText A = new("a");
    private static readonly FormulaText B = new("b");
    private static readonly FormulaText C = new("c");

    private static FormulaText Two => FormulaText.Constant(2);

    private static FormulaText MinusTwo => FormulaText.Constant(-2);

    public static TheoryData<string, string> Texts => new()
    {
        { ((A + B) * C).ToString(), "(a + b) * c" },
        { (A + (B * C)).ToString(), "a + b * c" },
        { (A + B + C).ToString(), "a + b + c" },
        { (A - B - C).ToString(), "a - b - c" },
        { (A - (B - C)).ToString(), "a - (b - c)" },
        { (A - (B * C)).ToString(), "a - b * c" },
        { (A / (B * C)).ToString(), "a / (b * c)" },
        { (A * B / C).ToString(), "a * b / c" },
        { (-(A + B)).ToString(), "-(a + b)" },
        { (-A * B).ToString(), "-a * b" },
        { (-(-A)).ToString(), "--a" },
        { (A / -B).ToString(), "a / -b" },
        { FormulaText.Pow(A, Two).ToString(), "a^2" },
        { FormulaText.Pow(A, MinusTwo).ToString(), "a^(-2)" },
        { FormulaText.Pow(MinusTwo, A).ToString(), "(-2)^a" },
        { FormulaText.Pow(A + B, C).ToString(), "(a + b)^c" },
        { (MinusTwo * A).ToString(), "-2 * a" },
        { (A < B + C).ToString(), "a < b + c" },
        { FormulaText.Equal(A < B, C).ToString(), "(a < b) = c" },
        { FormulaText.Select(A < B, A, B).ToString(), "(a < b ? a : b)" },
        { FormulaText.PolyGamma(0, A).ToString(), "digamma(a)" },
        { FormulaText.PolyGamma(3, A + B).ToString(), "polygamma(3, a + b)" },
        { FormulaText.Constant(Math.PI).ToString(), "π" },
        { FormulaText.Constant(0.25).ToString(), "0.25" },
        { default(FormulaText).ToString(), "" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_has_parentheses_where_they_are_needed(string text, string expected) => Assert.Equal(expected, text);
}
