using AutoGrad.Nn.Serialization;

namespace AutoGrad.Nn.Tests.Serialization;

public class SafeTensorsFileTests
{
    [Fact]
    public void File_as_the_Python_package_writes_it_is_read()
    {
        // The bytes of safetensors.numpy.save: metadata first, no blanks within, blanks at the end up to a multiple of 8.
        byte[] bytes = Bytes.File(
            """{"__metadata__":{"format":"pt"},"bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"weight":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]}}""",
            Bytes.Of(0.5f, -0.5f, 1, 2, 3, 4, 5, 6));

        var file = SafeTensorsFile.Parse(bytes);

        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal(["bias", "weight"], file.Tensors.Keys);
        Assert.Equal([2, 3], file.Tensors["weight"].Lengths.ToArray());
        Assert.Equal([1f, 2, 3, 4, 5, 6], file.Tensors["weight"].ToArray<float>());
        Assert.Equal([0.5, -0.5], file.Tensors["bias"].ToArray<double>());
        Assert.Equal("bias F32 (2,)\nweight F32 (2, 3)\n", file.ToString());
    }

    [Fact]
    public void File_is_written_byte_for_byte_as_the_Python_package_writes_it()
    {
        var file = new SafeTensorsFile();
        file.Metadata["format"] = "pt";
        file.Add<float>("bias", [0.5f, -0.5f], 2);
        file.Add<long>("steps", [7]);

        // Wider elements come first, so that all are aligned.
        byte[] expected = Bytes.File(
            """{"__metadata__":{"format":"pt"},"steps":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"bias":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""",
            [.. Bytes.Of(7L), .. Bytes.Of(0.5f, -0.5f)]);
        Assert.Equal(expected, file.ToBytes());
    }

    [Fact]
    public void Every_type_comes_back_as_it_was_written()
    {
        var file = new SafeTensorsFile();
        file.Add<bool>("bool", [true, false, true], 3);
        file.Add<byte>("u8", [0, 255], 2);
        file.Add<sbyte>("i8", [-128, 127], 2);
        file.Add<short>("i16", [short.MinValue], 1);
        file.Add<ushort>("u16", [ushort.MaxValue], 1);
        file.Add<Half>("f16", [Half.Epsilon, Half.NaN], 2);
        file.Add<int>("i32", [int.MinValue], 1);
        file.Add<uint>("u32", [uint.MaxValue], 1);
        file.Add<float>("f32", [float.Epsilon, float.NegativeInfinity], 1, 2);
        file.Add<double>("f64", [double.Epsilon], 1, 1, 1);
        file.Add<long>("i64", [long.MinValue]);
        file.Add<ulong>("u64", [ulong.MaxValue]);
        file.Add<float>("empty", [], 3, 0);

        var read = SafeTensorsFile.Parse(file.ToBytes());

        Assert.Equal([true, false, true], read.Tensors["bool"].ToArray<bool>());
        Assert.Equal([0, 255], read.Tensors["u8"].ToArray<byte>());
        Assert.Equal([-128, 127], read.Tensors["i8"].ToArray<sbyte>());
        Assert.Equal([short.MinValue], read.Tensors["i16"].ToArray<short>());
        Assert.Equal([ushort.MaxValue], read.Tensors["u16"].ToArray<ushort>());
        Assert.Equal([Half.Epsilon, Half.NaN], read.Tensors["f16"].ToArray<Half>());
        Assert.Equal([int.MinValue], read.Tensors["i32"].ToArray<int>());
        Assert.Equal([uint.MaxValue], read.Tensors["u32"].ToArray<uint>());
        Assert.Equal([float.Epsilon, float.NegativeInfinity], read.Tensors["f32"].ToArray<float>());
        Assert.Equal([double.Epsilon], read.Tensors["f64"].ToArray<double>());
        Assert.Equal([long.MinValue], read.Tensors["i64"].ToArray<long>());
        Assert.Equal([ulong.MaxValue], read.Tensors["u64"].ToArray<ulong>());
        Assert.Equal([3, 0], read.Tensors["empty"].Lengths.ToArray());
        Assert.Equal(13, read.Tensors.Count);
    }

    [Fact]
    public void Narrow_floating_point_numbers_become_wider_exactly()
    {
        var file = new SafeTensorsFile();
        file.Add("f16", TensorType.F16, [0x00, 0x3C, 0x01, 0x00, 0xFF, 0x7B], 3);
        file.Add("bf16", TensorType.BF16, [0x80, 0x3F, 0x49, 0x40, 0x01, 0x00], 3);

        Assert.Equal([1, 5.9604644775390625e-8, 65504], file.Tensors["f16"].ToArray<double>());
        Assert.Equal([1f, 5.9604644775390625e-8f, 65504f], file.Tensors["f16"].ToArray<float>());
        Assert.Equal([1, 3.140625, 9.183549615799121e-41], file.Tensors["bf16"].ToArray<double>());
    }

    [Fact]
    public void Doubles_as_floats_are_rounded_to_the_nearest_and_never_to_infinity()
    {
        var file = new SafeTensorsFile("some file");
        file.Add<double>("fits", [0.1, 1 + 5.960464477539063e-8, double.PositiveInfinity, double.NaN], 4);
        file.Add<double>("does not fit", [1, 1e39], 2);

        Assert.Equal([0.1f, 1, float.PositiveInfinity, float.NaN], file.Tensors["fits"].ToArray<float>());
        SafeTensorsException error = Assert.Throws<SafeTensorsException>(file.Tensors["does not fit"].ToArray<float>);
        Assert.StartsWith("some file: tensor 'does not fit': element 1 is 1E+39", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_numbers_are_converted_only_where_they_keep_their_value()
    {
        var file = new SafeTensorsFile();
        file.Add<long>("x", [3, -1], 2);

        Assert.Equal([3, -1], file.Tensors["x"].ToArray<int>());
        Assert.Contains("element 1 is -1", Assert.Throws<SafeTensorsException>(file.Tensors["x"].ToArray<ulong>).Message, StringComparison.Ordinal);
        Assert.Contains("I64 where F32", Assert.Throws<SafeTensorsException>(file.Tensors["x"].ToArray<float>).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string?> DamagedHeaders => new()
    {
        { """[]""", "not a JSON object", null },
        { """{"a":""", "not valid JSON", null },
        { """{} x""", "not valid JSON", null },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""", "twice", "a" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"\u0061":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}""", "twice", "a" },
        { """{"a":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}""", "'F31' is not known", "a" },
        { """{"a":{"shape":[2],"data_offsets":[0,8]}}""", "missing", "a" },
        { """{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "'dtype' is not one text", "a" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", "3 numbers", "a" },
        { """{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "whole numbers", "a" },
        { """{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "whole numbers", "a" },
        { """{"a":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}""", "whole numbers", "a" },
        { """{"a":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}""", "not an array", "a" },
        { """{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "takes 12 bytes", "a" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "takes 8 bytes", "a" },
        { """{"a":{"dtype":"F32","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,8]}}""", "exceeds 2^63", "a" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", "has only 8 bytes", "a" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "belongs to no tensor", "a" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "take 4 bytes", null },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "inside those of another", "b" },
        { """{"__metadata__":{"n":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "'n' is not a text", "__metadata__" },
        { """{"a":7}""", "not an object", "a" },
        { """{"a\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "not valid JSON", null },
    };

    [Theory]
    [MemberData(nameof(DamagedHeaders))]
    public void Damaged_header_is_refused_with_file_and_tensor(string json, string problem, string? tensor)
    {
        SafeTensorsException error = Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Parse(Bytes.File(json, Bytes.Of(1f, 2f)), "some file"));

        Assert.StartsWith("some file: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal(tensor, error.Tensor);
    }

    [Fact]
    public void Header_that_is_not_UTF8_is_refused() => Assert.Throws<SafeTensorsException>(
        () => SafeTensorsFile.Parse([16, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'"', 0xFF, 0xFE, (byte)'"', (byte)':', (byte)'{', (byte)'}', (byte)'}', 32, 32, 32, 32, 32, 32, 32]));

    [Theory]
    [InlineData(100_000_001UL)]
    [InlineData(ulong.MaxValue)]
    public void Oversized_header_is_refused_before_memory_is_asked_for(ulong length)
    {
        SafeTensorsException error = Assert.Throws<SafeTensorsException>(() => SafeTensorsFile.Parse([.. BitConverter.GetBytes(length), .. "{}"u8]));

        Assert.Contains("100000000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_refuses_what_the_format_cannot_hold()
    {
        var file = new SafeTensorsFile();
        file.Add<float>("a", [1], 1);

        Assert.Contains("taken", Assert.Throws<SafeTensorsException>(() => file.Add<float>("a", [1], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("do not fill", Assert.Throws<SafeTensorsException>(() => file.Add<float>("b", [1], 2)).Message, StringComparison.Ordinal);
        Assert.Throws<SafeTensorsException>(() => file.Add<float>("__metadata__", [1], 1));
        Assert.Throws<NotSupportedException>(() => file.Add<decimal>("c", [1], 1));
    }

    [Fact]
    public void Names_beyond_ASCII_survive()
    {
        var file = new SafeTensorsFile();
        file.Add<float>("größe \"x\" \u4f60", [1], 1);

        Assert.Equal(["größe \"x\" \u4f60"], SafeTensorsFile.Parse(file.ToBytes()).Tensors.Keys);
    }
}
