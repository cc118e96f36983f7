package dev.wxauth.web;

import java.util.Arrays;
import java.util.stream.Collectors;

/** An unexpected failure without its message: a message may quote what was being worked on, and that may be a secret. */
final class StackSketch {
    private static final int FRAMES = 12;

    private StackSketch() {}

    static String of(Throwable failure) {
        return failure == null ? "no cause" : sketch(failure) + causes(failure);
    }

    private static String causes(Throwable failure) {
        return failure.getCause() == null ? "" : ", caused by " + sketch(failure.getCause());
    }

    private static String sketch(Throwable failure) {
        return failure.getClass().getName()
                + Arrays.stream(failure.getStackTrace())
                        .limit(FRAMES)
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining(" < ", " at ", ""));
    }
}
