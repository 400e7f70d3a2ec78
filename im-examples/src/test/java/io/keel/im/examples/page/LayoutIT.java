package io.keel.im.examples.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import io.keel.im.examples.embedded.EmbeddedOptions;
import io.keel.im.examples.embedded.EmbeddedServer;
import io.keel.im.examples.host.SigningKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page on a phone's width and in both languages. */
@ExtendWith(InBrowser.class)
class LayoutIT {

    private static final int PHONE_WIDTH = 360;

    private final EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.onAnyPort(), SigningKey.random());
    private final Browser browser;

    LayoutIT(Browser browser) {
        this.browser = browser;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void onAPhoneListAndChatAreScreensOfTheirOwn() {
        try (Visitor ann = at("en-GB", PHONE_WIDTH)) {
            ann.register("ann");
            assertThat(ann.see("conversation-list")).isAttached();
            ann.startChat("bob");
            assertThat(ann.see("compose")).isVisible();
            assertThat(ann.see("my-name")).isHidden();
            ann.say("a line that is by far too long for the width of a phone, so that it has to be broken");
            assertFitsTheWidth(ann);
            ann.see("back").click();
            assertThat(ann.conversation("bob")).isVisible();
            assertThat(ann.see("compose")).isHidden();
            assertFitsTheWidth(ann);
            ann.open("bob");
            ann.page().goBack();
            assertThat(ann.conversation("bob")).isVisible();
        }
    }

    @Test
    void onAPhoneTheGroupsPanelCoversTheChat() {
        try (Visitor ann = at("en-GB", PHONE_WIDTH)) {
            ann.register("ann").createGroup("Crew", "bob");
            ann.see("group-info").click();
            assertThat(ann.see("member")).hasCount(2);
            assertFitsTheWidth(ann);
            ann.see("panel-close").click();
            assertThat(ann.see("compose")).isVisible();
        }
    }

    @Test
    void chineseBrowserGetsAChinesePage() {
        try (Visitor ann = at("zh-CN", 1000)) {
            assertThat(ann.see("auth-submit")).hasText("登录");
            ann.register("ann");
            assertThat(ann.page().locator("html")).hasAttribute("lang", "zh-CN");
            ann.startChat("bob");
            ann.say("你好");
            assertThat(ann.messages("你好").getByTestId("receipt")).hasText("已发送");
        }
    }

    @Test
    void languageIsChangedAtAnyTimeAndRemembered() {
        try (Visitor ann = at("en-GB", 1000)) {
            ann.register("ann").startChat("bob");
            ann.see("compose").fill("half a sen");
            ann.see("my-menu").click();
            ann.see("language-toggle").click();
            assertThat(ann.see("compose")).hasAttribute("placeholder", "输入消息");
            assertThat(ann.see("compose")).hasValue("half a sen");
            ann.page().reload();
            assertThat(ann.see("compose")).hasAttribute("placeholder", "输入消息");
            assertThat(ann.errors()).isEmpty();
        }
    }

    private Visitor at(String locale, int width) {
        return Visitor.at(
                browser,
                server.url(),
                new Browser.NewContextOptions().setLocale(locale).setViewportSize(width, 740));
    }

    private static void assertFitsTheWidth(Visitor visitor) {
        Object width = visitor.page().evaluate("() => document.documentElement.scrollWidth");
        assertThat(width).isEqualTo(PHONE_WIDTH);
    }
}
