namespace AutoGrad;

/// <summary>What a gradient check holds a function or an operation to.</summary>
public enum GradientCheckLaw
{
    /// <summary><c>Backward()</c> gives what central differences of the value give.</summary>
    FirstDerivative,

    /// <summary>The gradient of the recorded gradient gives what central differences of the gradient give.</summary>
    SecondDerivative,

    /// <summary>Forward and reverse mode are each other's transpose: &lt;w, jvp(v)&gt; = &lt;vjp(w), v&gt;.</summary>
    AdjointIdentity,

    /// <summary>Contributions to a gradient that is not empty are added to it.</summary>
    Accumulation,

    /// <summary>The gradients of <c>Backward()</c> and those of <see cref="Differentiate"/> agree, and those of a sum are those for an upstream gradient of ones.</summary>
    RecordedReading,

    /// <summary>The gradient reads no value that <see cref="Operations.OperationInfo.Saves"/> does not declare.</summary>
    SavedValues,

    /// <summary>The linearity that the operation claims holds.</summary>
    Linearity,

    /// <summary>The value fills its destination, whatever stood there, and adds to it where that is declared.</summary>
    Destination,

    /// <summary>The result shares memory, or stops gradients, as declared.</summary>
    Declaration,

    /// <summary>The documented value and gradients come out at kinks and edges.</summary>
    Probe,

    /// <summary>Operands that do not fit are refused with the declared message, and the tape stays as it was.</summary>
    Refusal,

    /// <summary>The forward sweep gives the same numbers recorded and unrecorded, and reverse over forward what reverse over reverse gives.</summary>
    ForwardMode,
}
