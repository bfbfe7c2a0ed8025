namespace AutoGrad.Operations;

/// <summary>An instance of an operation with operand shapes that it accepts.</summary>
/// <param name="Operation">The instance.</param>
/// <param name="Shapes">One shape for each operand.</param>
public sealed record Sample<TOperation>(TOperation Operation, params Shape[] Shapes)
    where TOperation : struct;

/// <summary>An instance of an operation with operand shapes that it must refuse.</summary>
/// <param name="Operation">The instance.</param>
/// <param name="Message">A part of the message.</param>
/// <param name="Shapes">One shape for each operand.</param>
public sealed record Refusal<TOperation>(TOperation Operation, string Message, params Shape[] Shapes)
    where TOperation : struct;
