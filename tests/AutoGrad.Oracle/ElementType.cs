namespace AutoGrad.Oracle;

/// <summary>What the numbers of a recorded tensor stand for.</summary>
internal enum ElementType
{
    /// <summary>Binary64 numbers.</summary>
    Float64,

    /// <summary>Binary32 numbers, held exactly in doubles.</summary>
    Float32,

    /// <summary>Positions and labels.</summary>
    Int64,

    /// <summary>Truth values, 0 or 1.</summary>
    Boolean,
}
