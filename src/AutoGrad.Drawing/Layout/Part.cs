namespace AutoGrad.Drawing.Layout;

/// <summary>An open box while it is laid out, or the whole picture.</summary>
internal sealed class Part(PictureBox? box)
{
    // The width of a letter of a box's heading.
    private const double Letter = 7.3;

    public PictureBox? Box { get; } = box;

    public Arrangement Inside { get; } = new();

    /// <summary>The ports by which edges come in, each for the node outside that is read.</summary>
    public Dictionary<int, Cell> Entries { get; } = [];

    /// <summary>The ports by which edges leave, each for the node inside that is read.</summary>
    public Dictionary<int, Cell> Exits { get; } = [];

    /// <summary>The box among the cells around it.</summary>
    public Cell? Cell { get; set; }

    /// <summary>Where the inside begins in the picture.</summary>
    public double Main { get; set; }

    /// <inheritdoc cref="Main"/>
    public double Cross { get; set; }

    /// <summary>The width of the border before the inside.</summary>
    public double MainBefore { get; private set; }

    /// <inheritdoc cref="MainBefore"/>
    public double CrossBefore { get; private set; }

    /// <summary>The extent with the border.</summary>
    public double FullMain { get; private set; }

    /// <inheritdoc cref="FullMain"/>
    public double FullCross { get; private set; }

    /// <summary>The points of an edge inside, out to the border where it passes by a port.</summary>
    public List<(double Main, double Cross, bool IsCurve)> PointsOf(Track track)
    {
        List<(double Main, double Cross, bool IsCurve)> points = Inside.PointsOf(track);
        if (track.From.Role == CellRole.Entry)
        {
            points[0] = points[0] with { Main = -MainBefore };
        }

        if (track.To.Role == CellRole.Exit)
        {
            points[^1] = points[^1] with { Main = FullMain - MainBefore };
        }

        return points;
    }

    /// <summary>The first node in it.</summary>
    public int First(Picture picture)
    {
        foreach (PictureNode node in picture.Nodes)
        {
            for (int box = node.Box; box >= 0; box = picture.Boxes[box].Parent)
            {
                if (box == Box!.Id)
                {
                    return node.Id;
                }
            }
        }

        return picture.Nodes.Count;
    }

    /// <summary>Puts the border around the inside: a rim, and the heading at the top.</summary>
    public void Close(bool isDown)
    {
        double heading = ((Box?.Text.Length ?? 0) * Letter) + (2 * PictureLayout.Rim);
        (MainBefore, CrossBefore) = isDown ? (PictureLayout.Heading, PictureLayout.Rim) : (PictureLayout.Rim, PictureLayout.Heading);
        FullMain = Inside.Main + MainBefore + PictureLayout.Rim;
        FullCross = Inside.Cross + CrossBefore + PictureLayout.Rim;
        (FullMain, FullCross) = isDown ? (FullMain, Math.Max(FullCross, heading)) : (Math.Max(FullMain, heading), FullCross);
    }
}
