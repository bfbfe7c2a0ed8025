using System.Globalization;
using System.Net;
using System.Text;
using AutoGrad.Nn.Training;

namespace AutoGrad.Plots;

/// <summary>Writes a report as HTML.</summary>
internal static class ReportPage
{
    // More rows than this nobody reads.
    private const int MostRows = 200;

    private const string StyleSheet = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1f2328;--muted:#57606a;--line:#d0d7de;--alarm:#b3261e}
        @media(prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--muted:#9da7b3;--line:#30363d;--alarm:#ff7b72}}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",Roboto,Arial,sans-serif}
        main{max-width:1000px;margin:0 auto;padding:24px 20px 60px}
        h1{font-size:1.9rem;line-height:1.2;margin:.4em 0}
        h2{font-size:1.3rem;margin:2em 0 .6em;padding-top:.6em;border-top:1px solid var(--line)}
        .alarm{border:2px solid var(--alarm);border-radius:6px;padding:.6em 1em;font-weight:600}
        .alarm b{color:var(--alarm)}
        .tables{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:24px;align-items:start}
        table{border-collapse:collapse;width:100%}
        caption{text-align:left;font-weight:600;padding:.3em 0}
        th,td{text-align:left;padding:.35em .8em .35em 0;border-bottom:1px solid var(--line);font-weight:400;vertical-align:top}
        th[scope=row]{color:var(--muted)}
        td{font-variant-numeric:tabular-nums}
        .epochs th[scope=col],.epochs td,.epochs th{text-align:right;padding-right:1.2em}
        .scroll{overflow-x:auto}
        figure{margin:0;overflow-x:auto}
        figure svg{display:block;max-width:100%;height:auto;margin:0 auto}
        figcaption{color:var(--muted);font-size:.95rem;max-width:75ch;margin:.6em auto 0}
        summary{cursor:pointer}
        @media print{main{max-width:none}figure,table{break-inside:avoid}}
        """;

    public static string Of(TrainingReport report)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>{Escape(report.Title)}</title>\n<style>\n{StyleSheet.ReplaceLineEndings("\n")}\n{SvgDrawing.StyleSheet}\n</style>\n</head>\n<body>\n<main>\n");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Escape(report.Title)}</h1>\n");
        if (report.Alarm is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"alarm\" role=\"alert\"><b>The training diverged.</b> {Escape(report.Alarm)}</p>\n");
        }

        if (report.Summary is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>{Escape(report.Summary)}</p>\n");
        }

        html.Append("<div class=\"tables\">\n");
        AppendRows(html, "Settings", report.Settings);
        AppendRows(html, "Outcomes", report.Outcomes);
        html.Append("</div>\n");
        foreach ((int place, Picture picture) in report.Pictures.Index())
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"p{place + 1}-");
            html.Append(CultureInfo.InvariantCulture, $"<section aria-labelledby=\"{id}heading\">\n<h2 id=\"{id}heading\">{Escape(picture.Title)}</h2>\n<figure>\n");
            html.Append(SvgDrawing.Inline(picture, id));
            html.Append(CultureInfo.InvariantCulture, $"\n<figcaption>{Escape(picture.Description)}</figcaption>\n</figure>\n</section>\n");
        }

        AppendEpochs(html, report.Epochs);
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void AppendRows(StringBuilder html, string caption, IReadOnlyList<(string Name, string Value)> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"<table>\n<caption>{caption}</caption>\n");
        foreach ((string name, string value) in rows)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Escape(name)}</th><td>{Escape(value)}</td></tr>\n");
        }

        html.Append("</table>\n");
    }

    private static void AppendEpochs(StringBuilder html, IReadOnlyList<TrainingProgress> epochs)
    {
        if (epochs.Count == 0)
        {
            return;
        }

        int every = (int)Math.Ceiling((double)epochs.Count / MostRows);
        string[] metrics = [.. epochs.SelectMany(epoch => epoch.Metrics.Keys).Distinct()];
        string what = every == 1 ? "Figures of each epoch" : string.Create(CultureInfo.InvariantCulture, $"Figures of every {every}. epoch and the last one");
        html.Append(CultureInfo.InvariantCulture, $"<section aria-labelledby=\"epochs-heading\">\n<h2 id=\"epochs-heading\">Figures</h2>\n<details>\n<summary>{what}</summary>\n<div class=\"scroll\">\n<table class=\"epochs\">\n<tr>");
        foreach (string column in (string[])["epoch", "training loss", "validation loss", .. metrics, "learning rate"])
        {
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Escape(column)}</th>");
        }

        html.Append("</tr>\n");
        foreach ((int place, TrainingProgress epoch) in epochs.Index())
        {
            if ((place + 1) % every != 0 && place != epochs.Count - 1)
            {
                continue;
            }

            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{epoch.Epoch}</th>");
            foreach (double? value in (double?[])[epoch.TrainingLoss, epoch.ValidationLoss, .. metrics.Select(name => epoch.Metrics.TryGetValue(name, out double metric) ? metric : (double?)null), epoch.Rate])
            {
                html.Append(CultureInfo.InvariantCulture, $"<td>{(value is { } number ? TrainingReport.Text(number) : "")}</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</table>\n</div>\n</details>\n</section>\n");
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
