package io.keel.im.examples.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Where this program is, for what it starts and what it writes. */
public final class ThisProgram {

    private ThisProgram() {}

    /** The class path of this program, for its children. Under Maven it is the class loader's, not the JVM's. */
    public static String classPath() {
        List<String> entries = new ArrayList<>();
        if (ThisProgram.class.getClassLoader() instanceof URLClassLoader loader) {
            for (URL url : loader.getURLs()) {
                entries.add(path(url).toString());
            }
            return String.join(System.getProperty("path.separator"), entries);
        }
        return System.getProperty("java.class.path");
    }

    /** The program that runs this JVM. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Which version this is. */
    public static String version() {
        Properties told = new Properties();
        try (InputStream in = ThisProgram.class.getResourceAsStream("/io/keel/im/examples/version.properties")) {
            told.load(Objects.requireNonNull(in, "version.properties"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return told.getProperty("version", "");
    }

    /** The folder of the module where it was built, or else the working directory. */
    public static Path module() {
        Path classes =
                path(ThisProgram.class.getProtectionDomain().getCodeSource().getLocation());
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
