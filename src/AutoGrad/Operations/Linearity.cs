namespace AutoGrad.Operations;

/// <summary>In what way an operation is linear in its operands.</summary>
public enum Linearity
{
    /// <summary>It is not, or nothing is claimed.</summary>
    None,

    /// <summary>Linear in all operands together: f(s x) = s f(x), f(x + z) = f(x) + f(z).</summary>
    Linear,

    /// <summary>Linear in each operand while the others stand still, as a product.</summary>
    Multilinear,
}
