using AutoGrad.Numbers;

namespace AutoGrad.Nn.Optimizers;

/// <summary>The formula by which an optimiser changes a number by its gradient, with up to three numbers of state beside it.</summary>
/// <remarks>
/// It is written once in a number system and read as SIMD lanes and as single numbers. Its constants are fields in that number system,
/// so that they are spread over the lanes once a parameter and not once an element.
/// </remarks>
internal interface IUpdateRule<N>
    where N : struct, INumberSystem<N>
{
    /// <summary>How many of the numbers of state the formula has.</summary>
    static abstract int StateCount { get; }

    /// <summary>Changes the value and the state.</summary>
    void Update(N gradient, ref N value, ref N first, ref N second, ref N third);
}
