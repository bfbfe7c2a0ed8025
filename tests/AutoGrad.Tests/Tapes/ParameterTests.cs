using AutoGrad.Errors;

namespace AutoGrad.Tests.Tapes;

public class ParameterTests
{
    [Fact]
    public void Set_overwrites_all_values_and_counts_as_a_change()
    {
        var parameter = new Parameter<double>([1, 2, 3, 4], 2, 2);

        parameter.Set(5, 6, 7, 8);

        Assert.Equal([5, 6, 7, 8], parameter.Value.ToArray());
        Assert.Equal(1, parameter.Version);
    }

    [Fact]
    public void Set_of_another_number_of_values_names_the_parameter_and_changes_nothing()
    {
        var parameter = new Parameter<float>([1, 2, 3, 4], 2, 2) { Name = "hidden.0.weight" };

        ShapeException error = Assert.Throws<ShapeException>(() => parameter.Set(1, 2, 3));

        Assert.Equal("Set: 3 values given, but the parameter hidden.0.weight (2, 2) has 4; give all of them, row by row", error.Message);
        Assert.Equal([1, 2, 3, 4], parameter.Value.ToArray());
        Assert.Equal(0, parameter.Version);
    }
}
