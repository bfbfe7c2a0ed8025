namespace AutoGrad.Nn.Tests.Training;

/// <summary>Multiplies its input by random numbers while it is trained, as dropout does.</summary>
internal sealed class NoisyLayer(RandomSource random) : Layer<double>
{
    public override Variable<double> Forward(Variable<double> x)
    {
        if (!IsTraining)
        {
            return x;
        }

        double[] noise = new double[x.Shape.Count];
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = random.NextUniform() < 0.3 ? 0 : 1 / 0.7;
        }

        return x * x.Tape.Constant(noise, x.Shape.Lengths);
    }
}
