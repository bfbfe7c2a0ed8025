using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoGrad.Samples.Tests.Docs;

/// <summary>Turns comments such as <c>// x.Gradient = -4, f.Value = 3</c> into checks of the code that they end.</summary>
public static partial class Promise
{
    /// <summary>Adds a check after every line whose comment promises values.</summary>
    public static string MakeChecks(string source) => Comment().Replace(source, line =>
    {
        IEnumerable<string> checks = Equation().Matches(line.Groups["comment"].Value).Select(promise =>
        {
            string left = promise.Groups["left"].Value;
            return $"{typeof(Promise).FullName}.{nameof(Hold)}(\"{left}\", {left}, \"{promise.Groups["right"].Value}\");";
        });
        return $"{line.Value} \n{string.Concat(checks)}";
    });

    /// <summary>Fails unless the value is written as promised, or rounds to the digits promised.</summary>
    public static void Hold(string expression, IFormattable value, string promised)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(promised);
        string[] actual = Numbers(value.ToString(null, CultureInfo.InvariantCulture));
        string[] expected = Numbers(promised);
        Assert.True(actual.Length == expected.Length, $"{expression} is {value}, not {promised}");
        for (int i = 0; i < expected.Length; i++)
        {
            int decimals = expected[i].Contains('.', StringComparison.Ordinal) ? expected[i].Length - expected[i].IndexOf('.', StringComparison.Ordinal) - 1 : 0;
            double difference = double.Parse(actual[i], CultureInfo.InvariantCulture) - double.Parse(expected[i], CultureInfo.InvariantCulture);
            Assert.True(Math.Abs(difference) <= (0.5 * Math.Pow(10, -decimals)) + 1e-12, $"{expression} is {value}, not {promised}");
        }
    }

    private static string[] Numbers(string text) => [.. Number().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"^(?=.*;).*//(?<comment>(?: [\w.\[\]^]+ = (?:-?[\d.]+|\[[-\d., \[\]]*\]),?)+)$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<left>[\w.\[\]^]+) = (?<right>-?[\d.]+|\[[-\d., \[\]]*\])")]
    private static partial Regex Equation();

    [GeneratedRegex(@"-?\d+(?:\.\d+)?(?:E[-+]?\d+)?")]
    private static partial Regex Number();
}
