package io.keel.im.examples.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the benchmark finds its own classes and sources, and where it writes. */
final class Workplace {

    private final Path module;
    private final Path output;

    Workplace() throws IOException {
        module = moduleFolder();
        output = Files.createDirectories(module.resolve("target").resolve("bench"));
    }

    /** The folder of logs and of what is resolved for the run. */
    Path output() {
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

    /** The class path of this program, for its children. Under Maven it is the class loader's, not the JVM's. */
    String classPath() {
        List<String> entries = new ArrayList<>();
        if (Workplace.class.getClassLoader() instanceof URLClassLoader loader) {
            for (URL url : loader.getURLs()) {
                entries.add(path(url).toString());
            }
            return String.join(System.getProperty("path.separator"), entries);
        }
        return System.getProperty("java.class.path");
    }

    private static Path moduleFolder() {
        Path classes =
                path(Workplace.class.getProtectionDomain().getCodeSource().getLocation());
        Path target = classes.getParent();
        if (Files.isDirectory(classes) && target != null && target.endsWith("target")) {
            Path module = target.getParent();
            if (module != null) {
                return module;
            }
        }
        return Path.of("").toAbsolutePath();
    }

    private static Path path(URL url) {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("class path entry " + url, e);
        }
    }
}
