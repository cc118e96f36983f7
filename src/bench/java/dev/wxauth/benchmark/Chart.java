package dev.wxauth.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A picture of a table of {@link Comparison}s: what share of the bare server's throughput each operation reaches, and below
 * it, in grey, what {@link Peer}s reach.
 */
final class Chart {
    private static final int ROW = 26;
    private static final int TEXT = 250;
    private static final int FULL = 400;
    private static final int NAME = 1;
    private static final int PER_SECOND = 2;
    private static final int SHARE = 3;

    private Chart() {}

    /** Draws the rows of a table, as SVG; the line across is the bare server. */
    static String of(List<String> rows) {
        List<Bar> bars = rows.stream().flatMap(Chart::bars).toList();
        int bottom = (bars.size() + 1) * ROW;
        StringBuilder picture = new StringBuilder(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
                <title>Requests a second beside bare Vert.x, which is 1</title>
                <rect width="100%%" height="100%%" fill="white"/>
                """, TEXT + FULL + 110, bottom + ROW));
        for (int i = 0; i < bars.size(); i++) {
            picture.append(bars.get(i).at(i * ROW + ROW / 2));
        }
        return picture.append(String.format(Locale.ROOT, """
                        <path d="M%d 0V%d" stroke="black" stroke-dasharray="4"/>
                        <text x="%d" y="%d" fill="#666">* not in this run: measured earlier, beside such bare servers</text>
                        </svg>
                        """, TEXT + FULL, bottom, TEXT, bottom + ROW / 2))
                .toString();
    }

    private static Stream<Bar> bars(String row) {
        String[] cells = row.split(" *\\| *", -1);
        Bar ours = new Bar(
                cells[NAME], Double.parseDouble(cells[SHARE]), cells[SHARE] + " (" + cells[PER_SECOND] + "/s)", "#3a7");
        return Stream.concat(
                Stream.of(ours),
                Peer.of(cells[NAME]).map(peer -> new Bar(peer.name(), peer.share(), peer.text(), "#999")));
    }

    private record Bar(String name, double share, String text, String color) {
        private String at(int top) {
            double width = Math.min(1.2, share) * FULL;
            return String.format(
                    Locale.ROOT,
                    """
                    <text x="%d" y="%d" text-anchor="end">%s</text>
                    <rect x="%d" y="%d" width="%.0f" height="%d" fill="%s"/>
                    <text x="%.0f" y="%d">%s</text>
                    """,
                    TEXT - 8,
                    top + ROW / 2,
                    name,
                    TEXT,
                    top,
                    width,
                    ROW - 8,
                    color,
                    TEXT + width + 6,
                    top + ROW / 2,
                    text);
        }
    }
}
