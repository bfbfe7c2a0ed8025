namespace AutoGrad.Nn.Serialization;

/// <summary>Saves models, optimisers and whole trainings as safetensors, and loads them again.</summary>
/// <remarks>
/// PyTorch and the tools of Hugging Face read what is written here, and their files are read here.
/// A file is never trusted: all of it is checked before anything is changed.
/// </remarks>
public static class SafeTensors
{
    /// <summary>Saves a state; a crash leaves the old file or the new one, never half of it.</summary>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="state">What is saved: a module, an optimiser, a trainer.</param>
    /// <param name="metadata">Text to go with it.</param>
    /// <exception cref="SafeTensorsException">A parameter holds NaN or infinity, or two slots have one name. The older file is untouched then.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, IStateful state, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(state);
        var file = new SafeTensorsFile(path);
        foreach ((string key, string value) in metadata ?? new Dictionary<string, string>())
        {
            file.Metadata[key] = value;
        }

        foreach (StateSlot slot in state.State())
        {
            int wrong = slot.MustBeFinite ? TensorConversion.FirstNotFinite(slot.Bytes, slot.ElementType) : -1;
            if (wrong >= 0)
            {
                throw new SafeTensorsException(path, slot.Name, $"element {wrong} is NaN or infinite, so it is not saved; go back to an earlier checkpoint");
            }

            file.Add(slot.Name, TensorTypes.Of(slot.ElementType), slot.Bytes, slot.Lengths);
        }

        file.Save(path);
    }

    /// <summary>Loads a file into a state: everything, or nothing if anything is wrong.</summary>
    /// <remarks>Floating-point numbers are converted to the state's type as <see cref="SafeTensor.ToArray"/> says: exactly, except F64 into <see cref="float"/>, which rounds to the nearest.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="state">What is loaded into.</param>
    /// <param name="options">What may differ; nothing unless given.</param>
    /// <exception cref="SafeTensorsException">The file is damaged or does not fit; the state is unchanged then.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Load(string path, IStateful state, SafeTensorsLoadOptions? options = null) => Load(SafeTensorsFile.Read(path), state, options);

    /// <summary>Loads a file that was read into a state: everything, or nothing if anything is wrong.</summary>
    /// <param name="file">The file.</param>
    /// <param name="state">What is loaded into.</param>
    /// <param name="options">What may differ; nothing unless given.</param>
    /// <exception cref="SafeTensorsException">The file does not fit; the state is unchanged then.</exception>
    public static void Load(SafeTensorsFile file, IStateful state, SafeTensorsLoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(state);
        options ??= new SafeTensorsLoadOptions();
        var accepted = new List<(StateSlot Slot, byte[] Bytes)>();
        var met = new HashSet<string>(StringComparer.Ordinal);
        bool isAnyWanted = false;
        foreach (StateSlot slot in state.State())
        {
            string name = options.NameInFile?.Invoke(slot.Name) ?? slot.Name;
            if (!met.Add(name))
            {
                throw new SafeTensorsException(file.Name, name, "two parts of the state go by this name; give them different ones");
            }

            if (options.Only?.Invoke(slot.Name) == false)
            {
                continue;
            }

            isAnyWanted = true;
            if (file.Tensors.TryGetValue(name, out SafeTensor? tensor))
            {
                accepted.Add((slot, Accept(tensor, slot).ToArray()));
            }
            else if (!options.AllowMissing)
            {
                throw new SafeTensorsException(
                    file.Name, name, $"the file lacks it, but the state has it with shape {ShapeText.Of(slot.Lengths)}{Similar(file)}; load it into the model that it was saved from, or set {nameof(options.AllowMissing)}");
            }
        }

        if (options.Only is not null && !isAnyWanted)
        {
            throw new SafeTensorsException(file.Name, null, $"{nameof(options.Only)} leaves nothing of the state to load; it is asked for names such as '{state.State().FirstOrDefault()?.Name}'");
        }

        string? unknown = options.AllowUnknown ? null : file.Tensors.Keys.FirstOrDefault(name => !met.Contains(name));
        if (unknown is not null)
        {
            throw new SafeTensorsException(
                file.Name, unknown, $"the file has it with shape {ShapeText.Of(file.Tensors[unknown].Lengths)}, but the state lacks it; load it into the model that it was saved from, or set {nameof(options.AllowUnknown)}");
        }

        if (isAnyWanted && accepted.Count == 0)
        {
            throw new SafeTensorsException(
                file.Name, null, $"nothing of the file fits the state{Similar(file)}, whose names are such as '{met.First()}'; with {nameof(options.NameInFile)} a name of the state finds another one in the file");
        }

        Restore(file.Name, accepted);
    }

    private static string Similar(SafeTensorsFile file) => file.Tensors.Count == 0
        ? " (the file is empty)"
        : $" (the file has '{string.Join("', '", file.Tensors.Keys.Take(3))}'{(file.Tensors.Count > 3 ? ", ..." : "")})";

    private static ReadOnlySpan<byte> Accept(SafeTensor tensor, StateSlot slot)
    {
        if (slot.IsResizable ? tensor.Lengths.Length != 1 : !tensor.Lengths.SequenceEqual(slot.Lengths))
        {
            string wanted = slot.IsResizable ? "a vector" : ShapeText.Of(slot.Lengths);
            throw new SafeTensorsException(
                tensor.File, tensor.Name, $"the shape in the file is {ShapeText.Of(tensor.Lengths)}, but the state has {wanted}; build the model with the sizes that it was saved with");
        }

        ReadOnlySpan<byte> bytes = TensorConversion.Convert(tensor, slot.ElementType);
        int wrong = slot.MustBeFinite ? TensorConversion.FirstNotFinite(bytes, slot.ElementType) : -1;
        if (wrong >= 0)
        {
            throw new SafeTensorsException(tensor.File, tensor.Name, $"element {wrong} is NaN or infinite; load an earlier checkpoint");
        }

        return slot.Refusal(bytes) is string refusal
            ? throw new SafeTensorsException(tensor.File, tensor.Name, $"{refusal}; the file is damaged or from another program")
            : bytes;
    }

    // Setters may refuse a value only now; whatever was set before goes back then.
    private static void Restore(string file, List<(StateSlot Slot, byte[] Bytes)> accepted)
    {
        var before = accepted.ConvertAll(entry => entry.Slot.Bytes.ToArray());
        for (int i = 0; i < accepted.Count; i++)
        {
            try
            {
                accepted[i].Slot.Restore(accepted[i].Bytes);
            }
            catch (Exception error)
            {
                for (int undone = i - 1; undone >= 0; undone--)
                {
                    accepted[undone].Slot.Restore(before[undone]);
                }

                throw new SafeTensorsException(file, accepted[i].Slot.Name, $"the value was refused: {error.Message}");
            }
        }
    }
}
