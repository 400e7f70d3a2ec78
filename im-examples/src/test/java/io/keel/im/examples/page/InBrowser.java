package io.keel.im.examples.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands a test the browser, started once for all test classes and closed after the last. */
public final class InBrowser implements ParameterResolver {

    /** What a page is waited for. Long, since a machine that builds is a busy one. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(InBrowser.class))
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class)
                .browser();
    }

    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

        static Running start() {
            var program = ChromiumProgram.find();
            // The browser is the machine's own: nothing is to be downloaded.
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
            // Chromium's sandbox does not start for root; what it opens here is our own page.
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program)
                            .setChromiumSandbox(false));
            return new Running(playwright, browser);
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }
}
