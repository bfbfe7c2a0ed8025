using System.Numerics;
using AutoGrad.Nn;
using AutoGrad.Nn.Training;

namespace AutoGrad.Plots;

/// <summary>Which class a model takes every point of a plane for, with the points that it was to tell apart.</summary>
/// <remarks>Points that lie in the region of another class than theirs have a dark ring, and the picture says how many there are.</remarks>
public static class DecisionBoundary
{
    /// <summary>The regions of a model with two inputs.</summary>
    /// <param name="model">
    /// Its output for each point is a number for each class, the largest of which counts, or one number, above
    /// <see cref="BoundaryOptions.Threshold"/> for the second class of two. It is evaluated, not trained.
    /// </param>
    /// <param name="points">The points, two numbers each, with labels.</param>
    /// <param name="options">How to draw; as <see cref="BoundaryOptions"/> has it unless given.</param>
    /// <exception cref="PictureException">
    /// The samples have another number of inputs than two, or no labels; the model gives no rows of outputs, or fewer classes
    /// than the points have; an option is out of its range.
    /// </exception>
    public static Picture Of<T>(Layer<T> model, Dataset<T> points, BoundaryOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(points);
        if (points.InputShape.Count != 2 || !points.HasLabels)
        {
            throw new PictureException(
                $"DecisionBoundary: samples of shape {points.InputShape}{(points.HasLabels ? "" : " with targets")}; a boundary in the plane needs samples of shape (2) with labels");
        }

        options ??= new BoundaryOptions();
        double[] coordinates = new double[points.Inputs.Length];
        for (int i = 0; i < coordinates.Length; i++)
        {
            coordinates[i] = double.CreateTruncating(points.Inputs[i]);
        }

        var plane = new PlanePoints(coordinates, points.Labels);
        return BoundaryPlot.Of(plane, options, places => Decide(model, places, plane.Classes, options));
    }

    /// <summary>The regions of a function that gives a class for each point.</summary>
    /// <param name="classOf">The class, from 0, at two coordinates.</param>
    /// <param name="points">Two coordinates for each point, row by row.</param>
    /// <param name="labels">The class of each point, from 0.</param>
    /// <param name="options">How to draw; as <see cref="BoundaryOptions"/> has it unless given.</param>
    /// <exception cref="PictureException">There are not two finite coordinates for each label, a class is negative, or an option is out of its range.</exception>
    public static Picture Of(Func<double, double, int> classOf, ReadOnlySpan<double> points, ReadOnlySpan<int> labels, BoundaryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(classOf);
        var plane = new PlanePoints(points, labels);
        return BoundaryPlot.Of(plane, options ?? new BoundaryOptions(), places =>
        {
            var classes = new int[places.Length / 2];
            for (int i = 0; i < classes.Length; i++)
            {
                (double x, double y) = (places[2 * i], places[(2 * i) + 1]);
                classes[i] = classOf(x, y);
                if (classes[i] < 0)
                {
                    throw new PictureException(FormattableString.Invariant($"DecisionBoundary: the class at ({x}, {y}) is {classes[i]}; number the classes from 0 on"));
                }
            }

            return PlaneDecisions.OfClasses(classes, Math.Max(2, plane.Classes));
        });
    }

    /// <summary>The regions of a function that gives a number for each point, above the threshold for the second class of two.</summary>
    /// <param name="scoreOf">A logit or a probability at two coordinates.</param>
    /// <param name="points">Two coordinates for each point, row by row.</param>
    /// <param name="labels">The class of each point, 0 or 1.</param>
    /// <param name="options">How to draw; as <see cref="BoundaryOptions"/> has it unless given.</param>
    /// <exception cref="PictureException">There are not two finite coordinates for each label, a label is neither 0 nor 1, or an option is out of its range.</exception>
    public static Picture OfScore(Func<double, double, double> scoreOf, ReadOnlySpan<double> points, ReadOnlySpan<int> labels, BoundaryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scoreOf);
        options ??= new BoundaryOptions();
        var plane = new PlanePoints(points, labels);
        CheckClasses(2, plane.Classes);
        return BoundaryPlot.Of(plane, options, places =>
        {
            var scores = new double[places.Length / 2];
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = scoreOf(places[2 * i], places[(2 * i) + 1]);
            }

            return PlaneDecisions.OfOutputs(scores, 1, options.Threshold, options.IsGraded);
        });
    }

    private static PlaneDecisions Decide<T>(Layer<T> model, ReadOnlySpan<double> places, int classes, BoundaryOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var inputs = new T[places.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = T.CreateTruncating(places[i]);
        }

        int count = inputs.Length / 2;
        TensorView<T> outputs = model.Predict(inputs, count, 2);
        int width = outputs.Shape.Count / count;
        if (outputs.Shape.Rank is not (1 or 2) || outputs.Shape[0] != count || width == 0)
        {
            throw new PictureException($"DecisionBoundary: for inputs of shape ({count}, 2) the model gives {outputs.Shape}; it must give (points, classes), or one number for each point");
        }

        CheckClasses(Math.Max(2, width), classes);
        return PlaneDecisions.OfOutputs([.. outputs.ToArray().Select(double.CreateTruncating)], width, options.Threshold, options.IsGraded);
    }

    private static void CheckClasses(int decided, int labelled)
    {
        if (labelled > decided)
        {
            throw new PictureException($"DecisionBoundary: a label is {labelled - 1}, but {decided} classes can be decided on, 0 to {decided - 1}");
        }
    }
}
