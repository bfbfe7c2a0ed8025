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

    [Fact]
    public void Text_has_parentheses_where_they_are_needed()
    {
        Is("(a + b) * c", (A + B) * C);
        Is("a + b * c", A + (B * C));
        Is("a + b + c", A + B + C);
        Is("a - b - c", A - B - C);
        Is("a - (b - c)", A - (B - C));
        Is("a - b * c", A - (B * C));
        Is("a / (b * c)", A / (B * C));
        Is("a * b / c", A * B / C);
        Is("-(a + b)", -(A + B));
        Is("-a * b", -A * B);
        Is("--a", -(-A));
        Is("a / -b", A / -B);
        Is("a^2", FormulaText.Pow(A, Two));
        Is("a^(-2)", FormulaText.Pow(A, MinusTwo));
        Is("(-2)^a", FormulaText.Pow(MinusTwo, A));
        Is("(a + b)^c", FormulaText.Pow(A + B, C));
        Is("-2 * a", MinusTwo * A);
        Is("a < b + c", A < B + C);
        Is("(a < b) = c", FormulaText.Equal(A < B, C));
        Is("(a < b ? a : b)", FormulaText.Select(A < B, A, B));
        Is("digamma(a)", FormulaText.PolyGamma(0, A));
        Is("polygamma(3, a + b)", FormulaText.PolyGamma(3, A + B));
        Is("π", FormulaText.Constant(Math.PI));
        Is("0.25", FormulaText.Constant(0.25));
        Is("", default(FormulaText));
    }

    private static void Is(string expected, FormulaText formula) => Assert.Equal(expected, formula.ToString());
}
