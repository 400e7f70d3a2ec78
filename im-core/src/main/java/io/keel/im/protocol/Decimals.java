package io.keel.im.protocol;

/** Natural numbers in decimal, written without a string in between. */
final class Decimals {

    private Decimals() {}

    /** Returns how many digits {@link #write} writes. */
    static int length(long value) {
        int digits = 1;
        for (long bound = 10; digits < 19 && value >= bound; bound *= 10) {
            digits++;
        }
        return digits;
    }

    /**
     * Writes a number.
     *
     * @param value not negative
     * @return the offset behind it
     */
    static int write(long value, byte[] target, int offset) {
        int end = offset + length(value);
        long rest = value;
        for (int at = end - 1; at >= offset; at--) {
            long tenth = rest / 10;
            target[at] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        return end;
    }
}
