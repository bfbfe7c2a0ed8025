using System.Globalization;

namespace AutoGrad.Oracle.Operations;

/// <summary>Formulas of the epoch as files have them, in Python's notation: numbers, <c>epoch</c>, + - * / // % **, parentheses.</summary>
internal sealed class EpochFormula
{
    private readonly string text;
    private readonly double epoch;
    private int place;

    private EpochFormula(string text, double epoch)
    {
        this.text = text.Replace(" ", "", StringComparison.Ordinal);
        this.epoch = epoch;
    }

    /// <summary>The formula as a function.</summary>
    /// <exception cref="NotSupportedException">It has anything else.</exception>
    public static Func<long, double> Parse(string text)
    {
        Evaluate(text, 1);
        return epoch => Evaluate(text, epoch);
    }

    private static double Evaluate(string text, double epoch)
    {
        var formula = new EpochFormula(text, epoch);
        double value = formula.Sum();
        return formula.place == formula.text.Length ? value : throw formula.Unknown();
    }

    private double Sum()
    {
        double value = Product();
        while (true)
        {
            if (Takes("+"))
            {
                value += Product();
            }
            else if (Takes("-"))
            {
                value -= Product();
            }
            else
            {
                return value;
            }
        }
    }

    private double Product()
    {
        double value = Factor();
        while (true)
        {
            if (Takes("//"))
            {
                value = Math.Floor(value / Factor());
            }
            else if (Takes("*"))
            {
                value *= Factor();
            }
            else if (Takes("/"))
            {
                value /= Factor();
            }
            else if (Takes("%"))
            {
                double divisor = Factor();
                value -= divisor * Math.Floor(value / divisor);
            }
            else
            {
                return value;
            }
        }
    }

    private double Factor()
    {
        if (Takes("-"))
        {
            return -Factor();
        }

        double value = Atom();
        return Takes("**") ? Math.Pow(value, Factor()) : value;
    }

    private double Atom()
    {
        if (Takes("epoch"))
        {
            return epoch;
        }

        if (Takes("("))
        {
            double value = Sum();
            return Takes(")") ? value : throw Unknown();
        }

        int start = place;
        while (place < text.Length && (char.IsAsciiDigit(text[place]) || text[place] is '.' or 'e' || (place > start && text[place - 1] == 'e')))
        {
            place++;
        }

        return double.TryParse(text.AsSpan(start, place - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Unknown();
    }

    private bool Takes(string symbol)
    {
        bool follows = text.AsSpan(place).StartsWith(symbol, StringComparison.Ordinal)
            && !(symbol is "*" && text.AsSpan(place).StartsWith("**", StringComparison.Ordinal));
        place += follows ? symbol.Length : 0;
        return follows;
    }

    private NotSupportedException Unknown() => new($"formula {text}");
}
