using System.Globalization;
using AutoGrad.Oracle;

namespace AutoGrad.Tests.Oracle;

/// <summary>The judge on planted results: what has to fail fails, what cannot be judged is reported, and nothing stops the run.</summary>
public class JudgeTests
{
    [Theory]
    [InlineData("[1, 4]", "[2, -4]", true)]
    [InlineData("[1, 4.0000000000001]", "[2, -4]", true)]
    [InlineData("[1, 4.00000004]", "[2, -4]", false)]
    [InlineData("[1, 4]", "[2, -4.00000004]", false)]
    [InlineData("[1, 4]", "[2, 4]", false)]
    [InlineData("[1, \"NaN\"]", "[2, -4]", false)]
    [InlineData("[1, 4]", "[2, \"NaN\"]", false)]
    [InlineData("[1, \"Infinity\"]", "[2, -4]", false)]
    [InlineData("[1]", "[2, -4]", false)]
    public void Square_passes_only_with_the_right_numbers(string output, string gradient, bool passes)
    {
        int count = output.Split(',').Length;
        string upstream = count == 2 ? "[1, 1]" : "[1]";

        Report report = Run($$"""
            {"id":"a","op":"square","dtype":"float64","inputs":[{"name":"x","shape":[2],"data":[1,-2],"requires_grad":true}],
             "output":{"shape":[{{count}}],"data":{{output}}},"upstream":{"shape":[{{count}}],"data":{{upstream}}},"gradients":[{"shape":[2],"data":{{gradient}}}]}
            """);

        Assert.Equal(passes ? 1 : 0, report.Passed);
        Assert.Equal(passes ? 0 : 1, report.Failed);
    }

    [Theory]
    [InlineData("\"Infinity\"", true)]
    [InlineData("\"-Infinity\"", false)]
    [InlineData("\"NaN\"", false)]
    [InlineData("1e300", false)]
    public void Infinity_passes_only_with_its_sign(string output, bool passes)
    {
        Report report = Run($$"""
            {"id":"a","op":"reciprocal","dtype":"float64","inputs":[{"name":"x","shape":[],"data":[0],"requires_grad":false}],
             "output":{"shape":[],"data":[{{output}}]},"upstream":null,"gradients":[null]}
            """);

        Assert.Equal(passes ? 1 : 0, report.Passed);
    }

    [Fact]
    public void Tiny_number_is_not_excused_by_being_small()
    {
        string At(double reference) => string.Create(CultureInfo.InvariantCulture, $$"""
            {"id":"a","op":"mul_scalar","dtype":"float64","inputs":[{"name":"x","shape":[],"data":[1e-20],"requires_grad":false}],
             "attributes":{"scalar":2},"output":{"shape":[],"data":[{{reference}}]},"upstream":null,"gradients":[null]}
            """);

        Assert.Equal(1, Run(At(2e-20)).Passed);
        Assert.Equal(1, Run(At(2.0001e-20)).Failed);
    }

    [Fact]
    public void Design_difference_excuses_its_own_value_alone()
    {
        // libtorch's hypot has a NaN gradient at the origin and this library's is 0; elsewhere they agree.
        static string At(string b, string gradient) => $$"""
            {"id":"a","op":"hypot","dtype":"float64","inputs":[{"name":"a","shape":[2],"data":[0,3],"requires_grad":true},{"name":"b","shape":[2],"data":[0,{{b}}],"requires_grad":true}],
             "output":{"shape":[2],"data":[0,5]},"upstream":{"shape":[2],"data":[1,1]},
             "gradients":[{"shape":[2],"data":["NaN",{{gradient}}]},{"shape":[2],"data":["NaN",0.8]}]}
            """;

        Assert.Equal(1, Run(At("4", "0.6")).Different);
        Assert.Equal(1, Run(At("4", "0.5")).Failed);
    }

    [Theory]
    [InlineData("""{"id":"a","op":"no such operation","dtype":"float64","inputs":[],"output":{"shape":[],"data":[0]}}""", 0, 1)]
    [InlineData("""{"id":"a","op":"pad","dtype":"float64","inputs":[{"name":"x","shape":[1],"data":[1]}],"attributes":{"mode":"spiral","pad":[1,1]},"output":{"shape":[1],"data":[0]}}""", 0, 1)]
    [InlineData("""{"id":"a","op":"graph","dtype":"float64","inputs":[],"attributes":{"nodes":[{"id":0,"op":"spiral","args":[],"shape":[]}]},"output":{"shape":[],"data":[0]}}""", 0, 1)]
    [InlineData("""{"id":"a","op":"exp","dtype":"float64","inputs":[],"output":{"shape":[],"data":[0]}}""", 1, 0)]
    [InlineData("""{"id":"a","op":"pow_scalar","dtype":"float64","inputs":[{"name":"x","shape":[],"data":[1]}],"output":{"shape":[],"data":[1]}}""", 1, 0)]
    [InlineData("""{"id":"a","op":"exp","dtype":"float64","inputs":[{"name":"x","shape":[2],"data":[1]}],"output":{"shape":[],"data":[0]}}""", 1, 0)]
    [InlineData("""{"id":"a","op":"exp","dtype":"float16","inputs":[],"output":{"shape":[],"data":[0]}}""", 1, 0)]
    [InlineData("""{"id":"a","op":"gather","dtype":"float64","inputs":[{"name":"x","shape":[1],"data":[1]},{"name":"index","dtype":"int64","shape":[1],"data":[7]}],"attributes":{"axis":0},"output":{"shape":[1],"data":[0]}}""", 1, 0)]
    [InlineData("""{"op":"exp"}""", 1, 0)]
    [InlineData("17", 1, 0)]
    public void Case_that_cannot_be_computed_is_reported(string oracleCase, int failed, int unsupported)
    {
        Report report = Run(oracleCase);

        Assert.Equal(0, report.Passed);
        Assert.Equal(failed, report.Failed);
        Assert.Equal(unsupported, report.Unsupported.Values.Sum());
    }

    [Fact]
    public void Bad_case_does_not_stop_the_next_one()
    {
        Report report = Run("17", """
            {"id":"b","op":"exp","dtype":"float32","inputs":[{"name":"x","shape":[0],"data":[],"requires_grad":true}],
             "output":{"shape":[0],"data":[]},"upstream":{"shape":[0],"data":[]},"gradients":[{"shape":[0],"data":[]}]}
            """);

        Assert.Equal(1, report.Failed);
        Assert.Equal(1, report.Passed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"cases\": 3}")]
    [InlineData("{\"cases\": [")]
    [InlineData("[]")]
    public void File_of_another_form_is_a_format_error(string text)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);

            Assert.Throws<OracleFormatException>(() => OracleFile.Read(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Report Run(params string[] cases)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, $"{{\"cases\":[{string.Join(',', cases)}]}}");
            return Judge.Run(OracleFile.Read(path));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
