namespace AutoGrad.Oracle;

/// <summary>Computes a case's output and gradients with this library.</summary>
/// <param name="oracleCase">Inputs, parameters and upstream gradient are read; the recorded results are not.</param>
/// <exception cref="NotSupportedException">
/// The library has the operation, but not with these parameters; the case then counts as unsupported, not as failed.
/// </exception>
internal delegate OracleResult OracleOperation(OracleCase oracleCase);
