namespace AutoGrad.Nn.Training;

/// <summary>What a schedule counts.</summary>
public enum ScheduleUnit
{
    /// <summary>It steps after every epoch.</summary>
    Epoch,

    /// <summary>It steps after every update.</summary>
    Iteration,
}
