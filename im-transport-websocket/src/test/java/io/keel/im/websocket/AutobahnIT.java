package io.keel.im.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.normanmaurer.maven.autobahntestsuite.AutobahnTestSuite;
import org.json.simple.parser.JSONParser;
import org.junit.jupiter.api.Test;
import org.python.util.PythonInterpreter;

/**
 * The public conformance suite of WebSocket, but for its cases of load (9) and compression (12, 13). The whole report is left in
 * {@code target/autobahntestsuite-reports}.
 */
class AutobahnIT {

    private static final int CASES = 247;

    @Test
    void noCaseFailsAndNoneClosesWithAWrongCode() throws Exception {
        List<String> results;
        try (EchoServer server = new EchoServer()) {
            results = fuzz("ws://127.0.0.1:" + server.port() + "/ws");
        }

        assertThat(results)
                .hasSize(CASES)
                .allSatisfy(result -> assertThat(result)
                        .containsPattern(
                                "behavior: (OK|NON_STRICT|INFORMATIONAL), behaviorClose: (OK|INFORMATIONAL),"));
    }

    /** Apart from all other classes: the suite's interpreter would take the package {@code io} for its own module of that name. */
    private static List<String> fuzz(String url) throws Exception {
        System.setProperty("python.cachedir.skip", "true");
        URL[] jars = {place(AutobahnTestSuite.class), place(PythonInterpreter.class), place(JSONParser.class)};
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader apart = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(apart);
            Object results = apart.loadClass(AutobahnTestSuite.class.getName())
                    .getMethod("runFuzzingClient", String.class, String.class, Map.class, List.class, List.class)
                    .invoke(
                            null,
                            "keel-im",
                            url,
                            Map.of("version", 18),
                            List.of("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*"),
                            List.of());
            List<String> told = new ArrayList<>();
            for (Object result : (List<?>) results) {
                told.add(result.toString());
            }
            return told;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            System.clearProperty("python.cachedir.skip");
        }
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
