package io.keel.im.examples.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.keel.im.examples.embedded.EmbeddedOptions;
import io.keel.im.examples.embedded.EmbeddedServer;
import io.keel.im.examples.host.SigningKey;
import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two people chat on the page, whatever happens to their networks and to the server. */
@ExtendWith(InBrowser.class)
class PageIT {

    private final byte[] key = SigningKey.random();
    private Stores stores = new MemoryStore().stores();
    private EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.onAnyPort(), key, stores);
    private final String url = server.url();
    private Visitor ann;
    private Visitor bob;

    PageIT(Browser browser) {
        this.ann = Visitor.at(browser, url);
        this.bob = Visitor.at(browser, url);
    }

    @BeforeEach
    void twoPeopleAreHere() {
        ann.register("ann");
        bob.register("bob");
        ann.startChat("bob");
    }

    @AfterEach
    void nothingWentWrongOnThePage() {
        ann.close();
        bob.close();
        server.close();
        assertThat(ann.errors()).isEmpty();
        assertThat(bob.errors()).isEmpty();
    }

    @Test
    void twoPeopleChat() {
        ann.say("hello");
        assertThat(bob.conversation("ann").getByTestId("unread")).hasText("1");
        assertThat(ann.messages("hello").getByTestId("receipt")).hasText("Sent");
        bob.open("ann");
        assertThat(ann.messages("hello").getByTestId("receipt")).hasText("Read");
        assertThat(bob.conversation("ann").getByTestId("unread")).hasCount(0);
        bob.see("compose").pressSequentially("hi, a");
        assertThat(ann.see("typing")).containsText("bob is writing");
        bob.say("hi, ann");
        assertThat(ann.messages("hi, ann")).isVisible();
        assertThat(ann.see("chat-status")).hasText("Online");
    }

    @Test
    void recalledMessageIsBlankForBoth() {
        ann.say("a slip of the tongue");
        bob.open("ann");
        assertThat(bob.messages("a slip of the tongue")).isVisible();
        ann.choose(ann.messages("a slip of the tongue"), "recall");
        assertThat(ann.see("recalled")).hasText("Message recalled");
        assertThat(bob.see("recalled")).hasText("Message recalled");
        assertThat(bob.see("chat").getByText("a slip of the tongue")).hasCount(0);
    }

    @Test
    void replyShowsWhatItAnswers() {
        ann.say("tea or coffee?");
        bob.open("ann");
        bob.choose(bob.messages("tea or coffee?"), "reply");
        bob.say("tea, please");
        assertThat(ann.messages("tea, please").getByTestId("quote")).containsText("tea or coffee?");
    }

    @Test
    void whoWasOfflineCatchesUp() {
        ann.say("before");
        bob.open("ann");
        assertThat(bob.messages("before")).isVisible();
        bob.setOffline(true);
        assertThat(bob.connection()).isVisible();
        ann.say("one");
        ann.say("two");
        ann.say("three");
        assertThat(ann.messages("three").getByTestId("receipt")).hasText("Sent");
        bob.setOffline(false);
        assertThat(bob.texts()).hasText(new String[] {"before", "one", "two", "three"});
        assertThat(bob.connection()).isHidden();
        assertThat(ann.messages("three").getByTestId("receipt")).hasText("Read");
    }

    @Test
    void whatIsWrittenOfflineGoesOutOnceFromANewTab() {
        bob.startChat("ann");
        bob.setOffline(true);
        assertThat(bob.connection()).isVisible();
        bob.say("from the tunnel");
        assertThat(bob.messages("from the tunnel").getByTestId("receipt")).hasText("Sending");
        bob.page().close();
        bob.setOffline(false);
        bob.reopen(url);
        assertThat(ann.texts()).hasText(new String[] {"from the tunnel"});
    }

    @Test
    void moreThanTheRateAllowsArrivesLaterAndInOrder() {
        for (int count = 1; count <= 7; count++) {
            ann.say("no. " + count);
        }
        bob.open("ann");
        assertThat(bob.texts()).hasText(new String[] {"no. 1", "no. 2", "no. 3", "no. 4", "no. 5", "no. 6", "no. 7"});
    }

    @Test
    void gatewayRestartIsSurvived() {
        ann.say("before the restart");
        bob.open("ann");
        server.close();
        assertThat(ann.connection()).isVisible();
        ann.say("during the restart");
        server = restarted(key);
        assertThat(bob.texts()).hasText(new String[] {"before the restart", "during the restart"});
        assertThat(ann.messages("during the restart").getByTestId("receipt")).hasText("Read");
        bob.say("after the restart");
        assertThat(ann.messages("after the restart")).isVisible();
    }

    @Test
    void newLifeOfTheServerIsToldAndWhatWasUnsentGoesOut() {
        ann.say("soon forgotten");
        bob.open("ann");
        assertThat(bob.messages("soon forgotten")).isVisible();
        server.close();
        assertThat(ann.connection()).isVisible();
        ann.say("written in between");
        stores = new MemoryStore().stores();
        server = restarted(key);
        assertThat(ann.see("toast")).containsText("started afresh");
        assertThat(ann.texts()).hasText(new String[] {"written in between"});
        assertThat(bob.texts()).hasText(new String[] {"written in between"});
    }

    @Test
    void tokenThatIsNoLongerAcceptedLeadsBackToSignIn() {
        server.close();
        stores = new MemoryStore().stores();
        server = restarted(SigningKey.random());
        assertThat(ann.see("auth-error")).containsText("Your session has ended");
        assertThat(ann.see("user-input")).hasValue("ann");
        ann.register("ann");
        assertThat(ann.see("my-name")).hasText("ann");
    }

    @Test
    void duplicatedTabIsADeviceOfItsOwn() {
        try (Page second = ann.duplicateTab()) {
            assertThat(second.getByTestId("chat-title")).hasText("bob");
            second.getByTestId("compose").fill("from the second tab");
            second.keyboard().press("Enter");
            assertThat(ann.messages("from the second tab")).isVisible();
            ann.say("from the first tab");
            assertThat(second.getByTestId("message-text"))
                    .hasText(new String[] {"from the second tab", "from the first tab"});
            assertThat(ann.connection()).hasAttribute("data-state", "online");
        }
    }

    @Test
    void signingOutReachesEveryTabOfTheUser() {
        try (Page second = ann.duplicateTab()) {
            assertThat(second.getByTestId("shell")).isVisible();
            ann.see("my-menu").click();
            ann.see("sign-out").click();
            assertThat(ann.see("auth-submit")).isVisible();
            assertThat(second.getByTestId("auth-submit")).isVisible();
        }
        assertThat(bob.see("shell")).isVisible();
    }

    private EmbeddedServer restarted(byte[] withKey) {
        int port = Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
        return EmbeddedServer.start(EmbeddedOptions.onPort(port), withKey, stores);
    }
}
