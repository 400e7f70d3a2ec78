package io.keel.im.examples.bench;

import io.keel.im.examples.host.ThisProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the benchmark finds its sources, and where it writes. */
public final class Workplace {

    private final Path module;
    private final Path output;

    public Workplace() throws IOException {
        module = ThisProgram.module();
        output = Files.createDirectories(module.resolve("target").resolve("bench"));
    }

    /** The folder of logs and of what is resolved for the run. */
    public Path output() {
        return output;
    }

    /** Where the results go. */
    Path results() {
        return module.resolve("target").resolve("bench.json");
    }

    /** The sources of the peers, which are no part of this build's class path. */
    Path peers() {
        return module.resolve("src").resolve("main").resolve("bench");
    }

    /** The class path of this program, for its children. */
    public String classPath() {
        return ThisProgram.classPath();
    }
}
