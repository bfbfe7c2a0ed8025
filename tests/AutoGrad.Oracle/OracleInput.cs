namespace AutoGrad.Oracle;

/// <summary>One argument of a case, in argument order.</summary>
/// <param name="Name">The argument's name.</param>
/// <param name="Tensor">Its values.</param>
/// <param name="RequiresGradient">Whether the case records a gradient for it.</param>
internal sealed record OracleInput(string Name, OracleTensor Tensor, bool RequiresGradient);
