package io.reactortoken.benchmarks.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Bars on a logarithmic axis, drawn as SVG: what is compared lies orders of magnitude apart. */
public record BarChart(String name, String title, String unit, Map<String, Double> bars) {

    private static final int WIDTH = 760;
    private static final int LABELS = 270;
    private static final int NUMBERS = 90;
    private static final int LINE = 26;
    private static final int TOP = 44;

    /** Keeps the order of the bars. */
    public BarChart {
        bars = Collections.unmodifiableMap(new LinkedHashMap<>(bars));
    }

    /** {@return nothing to draw} */
    public static BarChart none() {
        return new BarChart("", "", "", Map.of());
    }

    /** {@return the picture} */
    String svg() {
        int height = TOP + bars.size() * LINE + 12;
        StringBuilder svg = new StringBuilder();
        add(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, height);
        add(svg, "<title>%s</title>", escaped(title));
        add(svg, "<desc>%s</desc>", escaped(String.join(", ", bars.keySet())));
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
        add(svg, "<g font-family=\"sans-serif\" font-size=\"13\" fill=\"#222222\">");
        add(
                svg,
                "<text x=\"12\" y=\"24\" font-weight=\"bold\">%s</text>",
                escaped(title + " (" + unit + ", log scale)"));
        int y = TOP;
        for (Map.Entry<String, Double> bar : bars.entrySet()) {
            bar(svg, y, bar.getKey(), bar.getValue());
            y += LINE;
        }
        add(svg, "</g>");
        add(svg, "</svg>");
        return svg.toString();
    }

    private void bar(StringBuilder svg, int y, String label, double value) {
        String colour = label.startsWith("reactor-token") ? "#1b7f4d" : "#8a94a6";
        int width = width(value);
        add(svg, "<text x=\"12\" y=\"%d\">%s</text>", y + 15, escaped(label));
        add(svg, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"18\" fill=\"%s\"/>", LABELS, y, width, colour);
        String format = value < 100 ? "%.1f" : "%.0f";
        String number = String.format(Locale.ROOT, format, value);
        add(svg, "<text x=\"%d\" y=\"%d\">%s</text>", LABELS + width + 8, y + 15, number);
    }

    private int width(double value) {
        double least =
                bars.values().stream().mapToDouble(Double::doubleValue).min().orElse(1);
        double most =
                bars.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double start = Math.log(Math.max(least, 1e-3) / 2);
        double share = (Math.log(Math.max(value, 1e-3)) - start) / (Math.log(Math.max(most, 1e-3)) - start);
        return (int) Math.round(share * (WIDTH - LABELS - NUMBERS));
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
