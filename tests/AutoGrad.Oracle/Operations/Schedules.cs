using AutoGrad.Nn.Optimizers;
using AutoGrad.Nn.Optimizers.Schedules;

namespace AutoGrad.Oracle.Operations;

/// <summary>Learning rates of the nn layer's schedules.</summary>
internal static class Schedules
{
    /// <summary>The rate right after the schedule is made and after each step.</summary>
    public static OracleResult Rates(OracleCase oracleCase)
    {
        OracleAttributes given = oracleCase.Attributes;
        var optimizer = new GradientDescent<double>([new Parameter<double>(0)], given.Number("base_lr"));
        Schedule<double> schedule = Create(oracleCase.Record.Text("scheduler"), given, optimizer);
        int steps = given.Integer("steps");
        double[] metrics = schedule is ReduceOnPlateau<double> ? oracleCase.Record.Numbers("metrics") : [];
        var rates = new double[steps + 1];
        rates[0] = optimizer.Rate;
        for (int step = 0; step < steps; step++)
        {
            if (schedule is ReduceOnPlateau<double> plateau)
            {
                plateau.Step(metrics[step]);
            }
            else
            {
                schedule.Step();
            }

            rates[step + 1] = optimizer.Rate;
        }

        return new OracleResult(new OracleTensor([rates.Length], rates, oracleCase.Type), new OracleTensor?[oracleCase.Inputs.Count]);
    }

    private static Schedule<double> Create(string name, OracleAttributes given, Optimizer<double> optimizer)
    {
        return name switch
        {
            "StepLR" => new StepSchedule<double>(optimizer, given.Integer("step_size"), Number("gamma", 0.1)),
            "MultiStepLR" => new MultiStepSchedule<double>(
                optimizer, [.. given.Integers("milestones").Select(milestone => (long)milestone)], Number("gamma", 0.1)),
            "ExponentialLR" => new ExponentialSchedule<double>(optimizer, given.Number("gamma")),
            "CosineAnnealingLR" => new CosineSchedule<double>(optimizer, given.Integer("T_max"), Number("eta_min", 0)),
            "LinearLR" => new LinearSchedule<double>(
                optimizer, Number("start_factor", 1.0 / 3), Number("end_factor", 1), given.Integer("total_iters")),
            "ConstantLR" => new ConstantSchedule<double>(optimizer, Number("factor", 1.0 / 3), given.Integer("total_iters")),
            "PolynomialLR" => new PolynomialSchedule<double>(optimizer, given.Integer("total_iters"), Number("power", 1)),
            "LambdaLR" => new LambdaSchedule<double>(optimizer, EpochFormula.Parse(given.Text("lambda"))),
            "OneCycleLR" => new OneCycle<double>(
                optimizer,
                given.Number("max_lr"),
                given.Integer("total_steps"),
                Number("pct_start", 0.3),
                !given.IsNull("anneal_strategy") && given.Text("anneal_strategy") == "linear",
                Number("div_factor", 25),
                Number("final_div_factor", 1e4),
                given.Truth("three_phase")),
            "CyclicLR" => new CyclicSchedule<double>(
                optimizer,
                given.Number("base"),
                given.Number("max_lr"),
                given.Integer("step_size_up"),
                given.IsNull("step_size_down") ? null : given.Integer("step_size_down"),
                AmplitudeOf(given.Text("mode")),
                Number("gamma", 1)),
            "CosineAnnealingWarmRestarts" => new WarmRestarts<double>(
                optimizer, given.Integer("T_0"), given.IsNull("T_mult") ? 1 : given.Integer("T_mult"), Number("eta_min", 0)),
            "SequentialLR" => new SequentialSchedule<double>(
                optimizer,
                [.. given.Element.GetProperty("schedulers").EnumerateArray().Select(part => (Func<Optimizer<double>, Schedule<double>>)(inner =>
                    Create(part.GetProperty("scheduler").GetString()!, new OracleAttributes(part), inner)))],
                [.. given.Integers("milestones").Select(milestone => (long)milestone)]),
            "ReduceLROnPlateau" => new ReduceOnPlateau<double>(
                optimizer,
                Number("factor", 0.1),
                (int)Number("patience", 10),
                Number("threshold", 1e-4),
                !given.IsNull("threshold_mode") && given.Text("threshold_mode") == "abs",
                !given.IsNull("mode") && given.Text("mode") == "max",
                (int)Number("cooldown", 0),
                Number("min_lr", 0),
                Number("eps", 1e-8)),
            _ => throw new NotSupportedException(name),
        };

        double Number(string key, double otherwise) => given.NumberOrNull(key) ?? otherwise;
    }

    private static CyclicAmplitude AmplitudeOf(string mode) => mode switch
    {
        "triangular" => CyclicAmplitude.Constant,
        "triangular2" => CyclicAmplitude.Halving,
        "exp_range" => CyclicAmplitude.Exponential,
        _ => throw new NotSupportedException($"mode {mode}"),
    };
}
