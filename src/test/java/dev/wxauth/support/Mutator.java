package dev.wxauth.support;

import java.util.Arrays;
import java.util.Random;

/** Damages texts and bytes at random, near enough to the genuine ones to come far. */
public final class Mutator {
    /** Characters that mean something to base64, JSON or lines. */
    private static final String TELLING = "+/-_= \r\n.{}[]\",:0\\u\u0000";

    private final Random random;

    /** Takes the randomness, which the property library makes and can repeat. */
    public Mutator(Random random) {
        this.random = random;
    }

    /** The text with a few characters changed, taken away, doubled or put in, some of them outside ASCII. */
    public String mutate(String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(mutated.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> mutated.insert(at, character());
                case 1 -> mutated.delete(at, Math.min(mutated.length(), at + 1 + random.nextInt(20)));
                case 2 ->
                    mutated.insert(at, mutated.substring(at, Math.min(mutated.length(), at + random.nextInt(20))));
                default -> mutated.replace(at, Math.min(mutated.length(), at + 1), String.valueOf(character()));
            }
        }
        return mutated.toString();
    }

    private char character() {
        return random.nextBoolean()
                ? TELLING.charAt(random.nextInt(TELLING.length()))
                : (char) random.nextInt(Character.MAX_VALUE + 1);
    }

    /** The bytes with a few of them changed, or some cut off. */
    public byte[] mutate(byte[] bytes) {
        byte[] mutated = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length);
        for (int i = random.nextInt(4); i >= 0 && mutated.length > 0; i--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        return mutated;
    }
}
