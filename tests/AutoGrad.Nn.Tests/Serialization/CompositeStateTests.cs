using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Serialization;
using AutoGrad.Nn.Training;

namespace AutoGrad.Nn.Tests.Serialization;

public class CompositeStateTests
{
    [Fact]
    public void Parts_of_one_file_come_back_in_their_places()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("both.safetensors");
        var model = new Linear<double>(2, 1, new RandomSource(1));
        var scale = new Standardization<double>(new Dataset<double>([1, 10, 3, 30], [2], [0, 0], [1]));
        SafeTensors.Save(path, new CompositeState(("model", model), ("scale", scale)));

        var otherModel = new Linear<double>(2, 1, new RandomSource(2));
        var otherScale = new Standardization<double>(2);
        SafeTensors.Load(path, new CompositeState(("model", otherModel), ("scale", otherScale)));

        Assert.Equal(["model.bias", "model.weight", "scale.deviation", "scale.mean"], SafeTensorsFile.Read(path).Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(model.Weight.Value.ToArray(), otherModel.Weight.Value.ToArray());
        Assert.Equal([2, 20], otherScale.Means.ToArray());
        Assert.Equal([1, 10], otherScale.Deviations.ToArray());
    }

    [Fact]
    public void Names_that_are_empty_dotted_or_given_twice_are_refused()
    {
        var source = new RandomSource(1);

        Assert.Throws<ModuleException>(() => new CompositeState());
        Assert.Throws<ModuleException>(() => new CompositeState(("", source)));
        Assert.Contains("'a.b'", Assert.Throws<ModuleException>(() => new CompositeState(("a.b", source))).Message, StringComparison.Ordinal);
        Assert.Contains("'a'", Assert.Throws<ModuleException>(() => new CompositeState(("a", source), ("a", source))).Message, StringComparison.Ordinal);
    }
}
