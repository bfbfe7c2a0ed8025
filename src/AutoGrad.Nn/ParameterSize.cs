namespace AutoGrad.Nn;

/// <summary>Refuses sizes of layers whose parameters no array could hold.</summary>
internal static class ParameterSize
{
    /// <summary>Checks the number of elements of a matrix.</summary>
    /// <param name="rows">Its rows, positive.</param>
    /// <param name="columns">Its columns, positive.</param>
    /// <param name="layer">The layer with its sizes, as the message begins.</param>
    /// <exception cref="ModuleException">There are more than an array can have.</exception>
    public static void Check(long rows, long columns, string layer)
    {
        Int128 count = (Int128)rows * columns;
        if (count > Array.MaxLength)
        {
            throw new ModuleException($"{layer}: the weights would be {count} numbers, and at most {Array.MaxLength} are possible; make a size smaller");
        }
    }
}
