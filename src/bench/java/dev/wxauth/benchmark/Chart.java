package dev.wxauth.benchmark;

import java.util.List;
import java.util.Locale;

/** A picture of a table of {@link Comparison}s: what share of the bare server's throughput each operation reaches. */
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
        StringBuilder picture =
                new StringBuilder(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
                <title>Requests a second beside bare Vert.x, which is 1</title>
                <rect width="100%%" height="100%%" fill="white"/>
                """, TEXT + FULL + 110, (rows.size() + 1) * ROW));
        for (int i = 0; i < rows.size(); i++) {
            picture.append(bar(rows.get(i).split(" *\\| *", -1), i * ROW + ROW / 2));
        }
        return picture.append(String.format(Locale.ROOT, """
                        <path d="M%d 0V%d" stroke="black" stroke-dasharray="4"/>
                        </svg>
                        """, TEXT + FULL, (rows.size() + 1) * ROW))
                .toString();
    }

    private static String bar(String[] cells, int top) {
        double width = Math.min(1.2, Double.parseDouble(cells[SHARE])) * FULL;
        return String.format(
                Locale.ROOT,
                """
                <text x="%d" y="%d" text-anchor="end">%s</text>
                <rect x="%d" y="%d" width="%.0f" height="%d" fill="#3a7"/>
                <text x="%.0f" y="%d">%s (%s/s)</text>
                """,
                TEXT - 8,
                top + ROW / 2,
                cells[NAME],
                TEXT,
                top,
                width,
                ROW - 8,
                TEXT + width + 6,
                top + ROW / 2,
                cells[SHARE],
                cells[PER_SECOND]);
    }
}
