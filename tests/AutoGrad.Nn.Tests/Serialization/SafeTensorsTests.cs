using System.Runtime.InteropServices;
using AutoGrad.Nn.Layers;
using AutoGrad.Nn.Serialization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AutoGrad.Nn.Tests.Serialization;

public class SafeTensorsTests
{
    private static Sequential<T> Model<T>(long seed, int hidden = 4)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        => new(new Linear<T>(3, hidden, new RandomSource(seed)), Activation<T>.Tanh, new Linear<T>(hidden, 2, new RandomSource(seed + 1), hasBias: false));

    private static T[] Values<T>(Module<T> model)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        => [.. model.Parameters.SelectMany(parameter => parameter.Value.Span.ToArray())];

    [Fact]
    public void Model_comes_back_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        Sequential<double> saved = Model<double>(1), loaded = Model<double>(5);

        SafeTensors.Save(folder.PathOf("m.safetensors"), saved, new Dictionary<string, string> { ["made by"] = "a test" });
        SafeTensors.Load(folder.PathOf("m.safetensors"), loaded);

        Assert.Equal(Values(saved), Values(loaded));
        Assert.Equal("a test", SafeTensorsFile.Read(folder.PathOf("m.safetensors")).Metadata["made by"]);
        Assert.Equal(["m.safetensors"], folder.Names());
    }

    [Fact]
    public void Model_of_the_other_type_takes_the_values_over()
    {
        using var folder = new TemporaryFolder();
        Sequential<double> wide = Model<double>(1), wideAgain = Model<double>(7);
        Sequential<float> narrow = Model<float>(5);

        SafeTensors.Save(folder.PathOf("wide"), wide);
        SafeTensors.Load(folder.PathOf("wide"), narrow);
        SafeTensors.Save(folder.PathOf("narrow"), narrow);
        SafeTensors.Load(folder.PathOf("narrow"), wideAgain);

        Assert.Equal(Values(wide).Select(value => (float)value), Values(narrow));
        Assert.Equal(Values(narrow).Select(value => (double)value), Values(wideAgain));
    }

    [Fact]
    public void Random_source_goes_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        RandomSource saved = new(1), loaded = new(2);
        saved.NextBits();

        SafeTensors.Save(folder.PathOf("r"), saved);
        SafeTensors.Load(folder.PathOf("r"), loaded);

        Assert.Equal(saved.NextBits(), loaded.NextBits());
    }

    [Fact]
    public void Random_source_of_all_zeros_is_refused()
    {
        var file = new SafeTensorsFile();
        file.Add<ulong>("random", [0, 0, 0, 0], 4);

        Assert.Contains("all zeros", Assert.Throws<SafeTensorsException>(() => SafeTensors.Load(file, new RandomSource(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_shape_names_the_tensor_and_both_shapes() =>
        RefusesWith(Model<float>(1), Model<float>(1, hidden: 5), "0.weight", "(5, 3)", "(4, 3)");

    [Fact]
    public void Name_that_the_file_lacks_is_refused() =>
        RefusesWith(Model<float>(1), WithBias(), "2.bias", "the file lacks it", "(2,)");

    [Fact]
    public void Name_that_the_state_lacks_is_refused() =>
        RefusesWith(WithBias(), Model<float>(1), "2.bias", "the state lacks it", "(2,)");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Parameter_that_is_not_finite_is_refused_in_both_directions(float value)
    {
        using var folder = new TemporaryFolder();
        Sequential<float> model = Model<float>(1);
        SafeTensors.Save(folder.PathOf("m"), model);
        var file = new SafeTensorsFile("some file");
        foreach (SafeTensor tensor in SafeTensorsFile.Read(folder.PathOf("m")).Tensors.Values)
        {
            float[] values = tensor.ToArray<float>();
            values[1] = tensor.Name == "2.weight" ? value : values[1];
            file.Add<float>(tensor.Name, values, tensor.Lengths);
        }

        Sequential<float> target = Model<float>(2);
        float[] before = Values(target);
        SafeTensorsException error = Assert.Throws<SafeTensorsException>(() => SafeTensors.Load(file, target));
        Assert.Equal("2.weight", error.Tensor);
        Assert.Contains("element 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Values(target));

        byte[] old = File.ReadAllBytes(folder.PathOf("m"));
        model.Parameters[^1].MutableValue[1] = value;
        Assert.Equal("2.weight", Assert.Throws<SafeTensorsException>(() => SafeTensors.Save(folder.PathOf("m"), model)).Tensor);
        Assert.Equal(old, File.ReadAllBytes(folder.PathOf("m")));
    }

    [Fact]
    public void Partial_loading_takes_what_fits_by_name()
    {
        var file = new SafeTensorsFile();
        file.Add<float>("net.0.bias", [1, 2, 3, 4], 4);
        file.Add<float>("other", [1], 1);
        Sequential<float> model = Model<float>(1);
        float[] before = Values(model);

        SafeTensors.Load(file, model, new SafeTensorsLoadOptions { AllowMissing = true, AllowUnknown = true, NameInFile = name => $"net.{name}" });

        Assert.Equal([.. before[..12], 1, 2, 3, 4, .. before[16..]], Values(model));
    }

    [Fact]
    public void Loading_only_some_names_leaves_the_others_whatever_the_file_has_there()
    {
        using var folder = new TemporaryFolder();
        var saved = new MultilayerPerceptron<float>([4, 3, 2], new RandomSource(1));
        var model = new MultilayerPerceptron<float>([4, 3, 5], new RandomSource(2));
        float[] head = model.Output.Weight.Value.ToArray();
        SafeTensors.Save(folder.PathOf("m"), saved);

        SafeTensors.Load(folder.PathOf("m"), model, new SafeTensorsLoadOptions { Only = name => name.StartsWith("hidden.", StringComparison.Ordinal) });

        Assert.Equal(saved.Hidden[0].Weight.Value.ToArray(), model.Hidden[0].Weight.Value.ToArray());
        Assert.Equal(saved.Hidden[0].Bias!.Value.ToArray(), model.Hidden[0].Bias!.Value.ToArray());
        Assert.Equal(head, model.Output.Weight.Value.ToArray());
    }

    [Fact]
    public void Loading_only_some_names_still_wants_all_of_those_and_knows_all_others()
    {
        var file = new SafeTensorsFile();
        file.Add<float>("bias", [1, 2], 2);
        var model = new Linear<float>(3, 2, new RandomSource(1));

        var missing = Assert.Throws<SafeTensorsException>(() => SafeTensors.Load(file, model, new SafeTensorsLoadOptions { Only = name => name == "weight" }));
        var nothing = Assert.Throws<SafeTensorsException>(() => SafeTensors.Load(file, model, new SafeTensorsLoadOptions { Only = name => name == "hidden" }));
        file.Add<float>("other", [1], 1);
        var unknown = Assert.Throws<SafeTensorsException>(() => SafeTensors.Load(file, model, new SafeTensorsLoadOptions { Only = name => name == "bias" }));

        Assert.Equal("weight", missing.Tensor);
        Assert.Equal("other", unknown.Tensor);
        Assert.Contains("leaves nothing of the state to load", nothing.Message);
    }

    [Fact]
    public void Setter_that_refuses_a_value_undoes_what_was_set_before()
    {
        var values = new double[] { 1, 2 };
        var state = new Slots(
            StateSlot.Of("a", values),
            StateSlot.Of<double>("b", () => 1, value => throw new ArgumentException("no rate")));
        var file = new SafeTensorsFile();
        file.Add<double>("a", [3, 4], 2);
        file.Add<double>("b", [-1]);

        SafeTensorsException error = Assert.Throws<SafeTensorsException>(() => SafeTensors.Load(file, state));

        Assert.Contains("no rate", error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], values);
    }

    [Fact]
    public void List_takes_the_length_of_the_file()
    {
        var list = new List<double> { 1 };
        var file = new SafeTensorsFile();
        file.Add<double>("list", [double.NaN, 2, 3], 3);

        SafeTensors.Load(file, new Slots(StateSlot.Of("list", list)));

        Assert.Equal([double.NaN, 2, 3], list);
    }

    [Fact]
    public void Failed_save_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("m"), "old");
        var file = new SafeTensorsFile();
        file.Add<float>("\ud800", [1], 1);

        Assert.Throws<SafeTensorsException>(() => file.Save(folder.PathOf("m")));
        Directory.CreateDirectory(folder.PathOf("folder"));
        Assert.ThrowsAny<Exception>(() => SafeTensors.Save(folder.PathOf("folder"), Model<float>(1)));

        Assert.Equal("old", File.ReadAllText(folder.PathOf("m")));
        Assert.Equal(["folder", "m"], folder.Names());
    }

    [Fact]
    public void Two_slots_of_one_name_are_refused()
    {
        using var folder = new TemporaryFolder();
        var state = new Slots(StateSlot.Of("a", new double[1]), StateSlot.Of("a", new double[1]));

        Assert.Equal("a", Assert.Throws<SafeTensorsException>(() => SafeTensors.Save(folder.PathOf("m"), state)).Tensor);
    }

    [Fact]
    public void Every_proper_prefix_of_a_file_is_refused_and_changes_nothing()
    {
        byte[] whole = SmallFile();
        Sequential<float> model = Model<float>(2);
        float[] before = Values(model);

        for (int length = 0; length < whole.Length; length++)
        {
            byte[] prefix = whole[..length];
            Assert.Throws<SafeTensorsException>(() => SafeTensors.Load(SafeTensorsFile.Parse(prefix), model));
            Assert.Equal(before, Values(model));
        }
    }

    [Fact]
    public void Every_single_flipped_bit_is_loaded_or_refused_without_a_change()
    {
        byte[] whole = SmallFile();
        Sequential<float> model = Model<float>(2);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            LoadedOrRefused(flipped, model);
        }
    }

    [Property(MaxTest = 500)]
    public Property Random_damage_is_loaded_or_refused_without_a_change() => Prop.ForAll(
        ArbMap.Default.ArbFor<(int Position, byte Value)[]>(),
        changes =>
        {
            byte[] damaged = SmallFile();
            foreach ((int position, byte value) in changes)
            {
                damaged[(int)((uint)position * 37 % (uint)damaged.Length)] = value;
            }

            LoadedOrRefused(damaged, Model<float>(2));
        });

    private static byte[] SmallFile()
    {
        var file = new SafeTensorsFile();
        file.Metadata["format"] = "pt";
        foreach (StateSlot slot in Model<float>(1).State())
        {
            file.Add<float>(slot.Name, MemoryMarshal.Cast<byte, float>(slot.Bytes), slot.Lengths);
        }

        return file.ToBytes();
    }

    private static Sequential<float> WithBias() => new(Model<float>(1).Layers[0], Activation<float>.Tanh, new Linear<float>(4, 2, new RandomSource(1)));

    private static void LoadedOrRefused(byte[] bytes, Sequential<float> model)
    {
        float[] before = Values(model);
        try
        {
            SafeTensors.Load(SafeTensorsFile.Parse(bytes), model);
            Assert.All(Values(model), value => Assert.True(float.IsFinite(value)));
        }
        catch (SafeTensorsException)
        {
            Assert.Equal(before, Values(model));
        }
    }

    private static void RefusesWith(Module<float> saved, Module<float> target, string tensor, params string[] texts)
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("m");
        SafeTensors.Save(path, saved);
        float[] before = Values(target);

        SafeTensorsException error = Assert.Throws<SafeTensorsException>(() => SafeTensors.Load(path, target));

        Assert.Equal(tensor, error.Tensor);
        Assert.All([path, .. texts], text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
        Assert.Equal(before, Values(target));
    }

    private sealed class Slots(params StateSlot[] slots) : IStateful
    {
        public IEnumerable<StateSlot> State() => slots;
    }

    [Fact]
    public void A_file_of_which_nothing_fits_is_refused_whatever_may_differ()
    {
        var file = new SafeTensorsFile("other.safetensors");
        file.Add<float>("encoder.weight", [1, 2], 2);
        var layer = new Linear<float>(2, 1, new RandomSource(1));

        string message = Assert.Throws<SafeTensorsException>(() => SafeTensors.Load(file, layer, new() { AllowMissing = true, AllowUnknown = true })).Message;

        Assert.Contains("nothing of the file fits the state (the file has 'encoder.weight'), whose names are such as 'weight'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_in_the_place_of_files_are_named()
    {
        using var folder = new TemporaryFolder();
        var layer = new Linear<float>(2, 1, new RandomSource(1));
        string missing = folder.PathOf(Path.Combine("runs", "model.safetensors"));

        string message = Assert.Throws<DirectoryNotFoundException>(() => SafeTensors.Save(missing, layer)).Message;
        Assert.Equal($"'{missing}' cannot be written, since the folder '{folder.PathOf("runs")}' does not exist; create it first", message);

        Directory.CreateDirectory(folder.PathOf("runs"));
        Assert.Contains("is a folder", Assert.Throws<IOException>(() => SafeTensors.Save(folder.PathOf("runs"), layer)).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<IOException>(() => SafeTensors.Load(folder.PathOf("runs"), layer)).Message, StringComparison.Ordinal);
    }
}
