namespace AutoGrad.Nn.Serialization;

/// <summary>What can be saved and loaded: it names the memory that is its state, once, for both directions.</summary>
public interface IStateful
{
    /// <summary>The state, piece by piece; names are unique.</summary>
    IEnumerable<StateSlot> State();
}
