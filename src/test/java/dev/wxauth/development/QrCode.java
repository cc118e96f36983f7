package dev.wxauth.development;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A QR code as a picture for the web. */
final class QrCode {
    private QrCode() {}

    /** The address of an SVG picture that holds the text, dark on light whatever the page likes. */
    static String picture(String text) {
        String svg = svg(matrix(text));
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }

    /** A module is a point; the quiet zone is in it. */
    private static BitMatrix matrix(String text) {
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
        } catch (WriterException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String svg(BitMatrix matrix) {
        StringBuilder dark = new StringBuilder();
        for (int y = 0; y < matrix.getHeight(); y++) {
            for (int x = 0; x < matrix.getWidth(); x++) {
                dark.append(matrix.get(x, y) ? "M" + x + " " + y + "h1v1h-1z" : "");
            }
        }
        return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %1$d %2$d' shape-rendering='crispEdges'>"
                        .formatted(matrix.getWidth(), matrix.getHeight())
                + "<path fill='#fff' d='M0 0h%1$dv%2$dH0z'/>".formatted(matrix.getWidth(), matrix.getHeight())
                + "<path d='" + dark + "'/></svg>";
    }
}
