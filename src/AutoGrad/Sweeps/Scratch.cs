using AutoGrad.Memory;

namespace AutoGrad.Sweeps;

/// <summary>What <c>Tape.BeginScratch</c> found, for <c>EndScratch</c> to return to.</summary>
internal readonly record struct Scratch(int Count, int Operands, ArenaMark Memory, int Start);
