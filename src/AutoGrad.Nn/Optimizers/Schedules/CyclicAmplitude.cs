namespace AutoGrad.Nn.Optimizers.Schedules;

/// <summary>How the height of the cycles of a <see cref="CyclicSchedule{T}"/> changes.</summary>
public enum CyclicAmplitude
{
    /// <summary>Not at all.</summary>
    Constant,

    /// <summary>Each cycle is half as high as the one before.</summary>
    Halving,

    /// <summary>It is multiplied by a factor at each step.</summary>
    Exponential,
}
