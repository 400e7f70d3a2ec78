package io.keel.im.examples.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.keel.im.examples.page.InBrowser;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operators' page, before figures that a test has written. */
@ExtendWith(InBrowser.class)
class AdminPageIT {

    private static final String TOKEN = "a-token-for-those-who-operate";
    private static final int PHONE_WIDTH = 360;

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> addresses = new CopyOnWriteArrayList<>();
    private volatile String figures = Cluster.well();
    private final PageServer server =
            PageServer.start(new InetSocketAddress("127.0.0.1", 0), AdminToken.of(TOKEN), () -> figures);
    private final BrowserContext context;
    private final Page page;

    AdminPageIT(Browser browser) {
        this.context = browser.newContext(
                new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1200, 900));
        context.setDefaultTimeout(InBrowser.PATIENCE.toMillis());
        this.page = context.newPage();
        page.onPageError(errors::add);
        page.onRequest(request -> addresses.add(request.url()));
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                errors.add(message.text());
            }
        });
        page.navigate("http://127.0.0.1:" + server.port() + "/");
    }

    @AfterEach
    void nothingWentWrongOnThePage() {
        context.close();
        server.close();
        assertThat(errors).isEmpty();
        assertThat(addresses).noneMatch(address -> address.contains(TOKEN));
    }

    @Test
    void figuresAreForThoseWhoKnowTheToken() {
        see("token").fill("not-the-token");
        see("look").click();
        assertThat(see("error")).hasText("That token is not the right one.");

        signIn();

        assertThat(see("live")).hasText("Live");
        assertThat(see("node")).hasCount(3);
        page.reload();
        assertThat(see("node")).hasCount(3);
        see("sign-out").click();
        page.reload();
        assertThat(see("token")).isVisible();
    }

    @Test
    void figuresAreLive() {
        signIn();
        assertThat(see("tile-connections")).containsText("1,204");
        assertThat(see("tile-messages")).containsText("12.5");
        assertThat(see("troubles")).hasText("All is well");
        assertThat(node("gateway-1")).containsText("Ready");
        assertThat(node("gateway-1")).containsText("all closed");
        assertThat(see("group")).containsText("im-logic");

        figures = Cluster.ill();

        assertThat(see("tile-waiting")).containsText("350");
        assertThat(node("session-1")).containsText("No answer");
        assertThat(node("logic-1")).containsText("mysql open");
        assertThat(see("troubles").locator("li")).hasText(new String[] {
            "No data-proxy is running",
            "session-1 stands in the registry and does not answer",
            "logic-1 is not ready: mysql",
            "logic-1 leaves mysql alone: its breaker is not closed"
        });
    }

    @Test
    void whatIsNamedByOthersIsTextAndNothingElse() {
        figures = Cluster.well().replace("\"gateway-1\"", "\"<img src=x onerror=alert(1)>\"");
        signIn();

        assertThat(see("nodes")).containsText("<img src=x onerror=alert(1)>");
        assertThat(see("nodes").locator("img")).hasCount(0);
    }

    @Test
    void silenceIsTold() {
        signIn();
        assertThat(see("live")).hasText("Live");

        server.close();

        assertThat(see("live")).containsText("No figures since");
        assertThat(see("node")).hasCount(3);
    }

    @Test
    void itIsChineseAsWellAndFitsAPhone() {
        page.setViewportSize(PHONE_WIDTH, 740);
        signIn();
        assertThat(see("node")).hasCount(3);
        assertFitsTheWidth();

        see("language").click();

        assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
        assertThat(see("troubles")).hasText("一切正常");
        assertThat(node("gateway-1")).containsText("就绪");
        assertFitsTheWidth();
        figures = Cluster.ill();
        assertThat(see("troubles").locator("li").first()).hasText("没有数据代理进程在运行");
        assertFitsTheWidth();
    }

    private void signIn() {
        see("token").fill(TOKEN);
        see("look").click();
        assertThat(see("live")).isVisible();
    }

    private Locator see(String testId) {
        return page.getByTestId(testId);
    }

    private Locator node(String name) {
        return page.locator("tr[data-name='" + name + "']");
    }

    private void assertFitsTheWidth() {
        assertThat(page.evaluate("() => document.documentElement.scrollWidth")).isEqualTo(PHONE_WIDTH);
    }

    /** Figures as the server writes them. */
    private static final class Cluster {

        static String well() {
            return figures(
                    0,
                    node("gateway", "gateway-1", "READY", "", "1204", "{\"kafka\":\"closed\",\"logic\":\"closed\"}"),
                    node("logic", "logic-1", "READY", "", "null", "{\"mysql\":\"closed\",\"redis\":\"closed\"}"),
                    node("session", "session-1", "READY", "", "null", "{\"redis\":\"closed\"}"),
                    ROLES);
        }

        static String ill() {
            return figures(
                    350,
                    node("gateway", "gateway-1", "READY", "", "1204", "{\"kafka\":\"closed\"}"),
                    node("logic", "logic-1", "NOT_READY", "mysql", "null", "{\"mysql\":\"open\"}"),
                    node("session", "session-1", "UNREACHABLE", "no answer", "null", "{}"),
                    "\"data-proxy\"");
        }

        private static final String ROLES = "";

        private static String figures(long waiting, String... parts) {
            String missing = parts[3];
            return "{\"at\":\"2026-05-06T07:08:09Z\",\"everyMillis\":300,\"etcd\":true,\"kafka\":true,"
                    + "\"configuredKeys\":2,\"missingRoles\":[" + missing + "],\"trends\":{"
                    + "\"connections\":[1180,1190,1204],\"messagesPerSecond\":[3,9.2,12.5],"
                    + "\"pushesPerSecond\":[10,20,41.4],\"refusedPerSecond\":[0,0,0],\"waiting\":[0,0," + waiting
                    + "]},\"nodes\":[" + parts[0] + "," + parts[1] + "," + parts[2] + "],"
                    + "\"groups\":[{\"group\":\"im-logic\",\"topic\":\"upstream-messages\",\"partitions\":16,"
                    + "\"behind\":" + (waiting > 0 ? 3 : 0) + ",\"waiting\":" + waiting + ",\"handled\":90210}]}";
        }

        private static String node(
                String role, String name, String health, String reason, String connections, String breakers) {
            return "{\"role\":\"" + role + "\",\"name\":\"" + name + "\",\"instance\":\"" + name
                    + "-k3j9x2\",\"health\":\"" + health + "\",\"reason\":\"" + reason
                    + "\",\"version\":\"0.1.0\",\"uptimeSeconds\":4271,\"connections\":" + connections
                    + ",\"configRevision\":17,\"breakers\":" + breakers + "}";
        }
    }
}
