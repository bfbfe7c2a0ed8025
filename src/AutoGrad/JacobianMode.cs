namespace AutoGrad;

/// <summary>By which sweeps a Jacobian is computed. The result is the same but for rounding.</summary>
public enum JacobianMode
{
    /// <summary>Reverse where the function has at most as many results as variables, forward otherwise.</summary>
    Cheaper,

    /// <summary>A forward sweep for each variable.</summary>
    Forward,

    /// <summary>A reverse sweep for each result.</summary>
    Reverse,
}
