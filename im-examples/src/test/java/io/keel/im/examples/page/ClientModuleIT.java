package io.keel.im.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.keel.im.examples.embedded.EmbeddedOptions;
import io.keel.im.examples.embedded.EmbeddedServer;
import io.keel.im.examples.host.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the tests of the page's client part, which stand in {@code web-tests}: every function exported there is one. */
@ExtendWith(InBrowser.class)
class ClientModuleIT {

    private static final List<String> FILES = List.of("client.test.js", "ordered-stream.test.js", "outbox.test.js");
    private static final String ADDRESS = "/web-tests/";

    private final EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.onAnyPort(), SigningKey.random());
    private final Page page;

    ClientModuleIT(Browser browser) {
        this.page = browser.newPage();
    }

    @BeforeEach
    void open() {
        page.route("**" + ADDRESS + "*", ClientModuleIT::serve);
        page.navigate(server.url());
    }

    @AfterEach
    void close() {
        page.close();
        server.close();
    }

    @TestFactory
    Stream<DynamicContainer> holds() {
        return FILES.stream().map(file -> DynamicContainer.dynamicContainer(file, testsIn(file)));
    }

    private Stream<DynamicTest> testsIn(String file) {
        Object names = page.evaluate("async (file) => Object.keys(await import(file))", ADDRESS + file);
        return ((List<?>) names)
                .stream().map(String::valueOf).map(name -> DynamicTest.dynamicTest(name, () -> run(file, name)));
    }

    private void run(String file, String name) {
        Object failure = page.evaluate("""
                async ([file, name]) => {
                  const tests = await import(file);
                  try {
                    await tests[name]();
                    return '';
                  } catch (error) {
                    return error.stack;
                  }
                }""", List.of(ADDRESS + file, name));
        assertThat(failure).isEqualTo("");
    }

    private static void serve(Route route) {
        String address = route.request().url();
        String file = "/web-tests" + address.substring(address.lastIndexOf('/'));
        try (InputStream in = Objects.requireNonNull(ClientModuleIT.class.getResourceAsStream(file), file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            route.fulfill(
                    new Route.FulfillOptions().setContentType("text/javascript").setBody(text));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
