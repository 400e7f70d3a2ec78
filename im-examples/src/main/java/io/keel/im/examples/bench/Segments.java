package io.keel.im.examples.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.OptionalLong;

/** TCP segments with data that a server has sent on its open connections, as {@code ss} reads them from the kernel. */
final class Segments {

    private static final String KEY = "data_segs_out:";

    private final boolean counted;

    Segments(boolean counted) {
        this.counted = counted;
    }

    OptionalLong sentFrom(int port) throws IOException {
        if (!counted) {
            return OptionalLong.empty();
        }
        Process ss = new ProcessBuilder("ss", "-tinH", "sport = :" + port)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long sum = 0;
        try (BufferedReader lines = ss.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int at = line.indexOf(KEY);
                if (at >= 0) {
                    int from = at + KEY.length();
                    int to = line.indexOf(' ', from);
                    sum += Long.parseLong(line.substring(from, to < 0 ? line.length() : to));
                }
            }
        }
        return OptionalLong.of(sum);
    }
}
