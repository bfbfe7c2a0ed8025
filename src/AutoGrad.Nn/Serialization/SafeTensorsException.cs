using AutoGrad.Errors;

namespace AutoGrad.Nn.Serialization;

/// <summary>A safetensors file that cannot be trusted, or does not fit what it is loaded into; nothing was changed then.</summary>
public sealed class SafeTensorsException : AutoGradException
{
    /// <summary>Makes the error; the text begins with the file and the tensor.</summary>
    /// <param name="file">The file, or what else the bytes come from.</param>
    /// <param name="tensor">The name of the tensor, if it is about one.</param>
    /// <param name="message">What is wrong, and the remedy.</param>
    public SafeTensorsException(string file, string? tensor, string message)
        : base(tensor is null ? $"{file}: {message}" : $"{file}: tensor '{tensor}': {message}")
    {
        File = file;
        Tensor = tensor;
    }

    /// <summary>The file, or what else the bytes come from.</summary>
    public string File { get; }

    /// <summary>The name of the tensor, if the error is about one.</summary>
    public string? Tensor { get; }
}
