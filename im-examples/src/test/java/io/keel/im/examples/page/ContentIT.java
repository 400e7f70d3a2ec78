package io.keel.im.examples.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.Send;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Text;
import io.keel.im.examples.embedded.EmbeddedOptions;
import io.keel.im.examples.embedded.EmbeddedServer;
import io.keel.im.examples.host.ChatSettings;
import io.keel.im.examples.host.SigningKey;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What messages hold, however much and however hostile, is shown and never run. */
@ExtendWith(InBrowser.class)
class ContentIT {

    private final EmbeddedServer server = EmbeddedServer.start(
            new EmbeddedOptions("", 0, ChatSettings.defaults().withRate(10_000, 10_000), List.of(), 0),
            SigningKey.random());
    private final Visitor ann;
    private final Visitor bob;
    private int sent;

    ContentIT(Browser browser) {
        this.ann = Visitor.at(browser, server.url());
        this.bob = Visitor.at(browser, server.url());
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
    void markupStaysText() {
        String markup = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        ann.say(markup);
        bob.open("ann");
        assertThat(bob.texts()).hasText(new String[] {markup});
        assertThat(bob.see("last-message")).hasText(markup);
        assertThat(bob.see("messages").locator("img, script")).hasCount(0);
        assertThat(bob.page().title()).endsWith("Keel IM");
    }

    @Test
    void markupInANameStaysText() {
        ann.createGroup("<b>crew</b>", "bob");
        bob.open("<b>crew</b>");
        assertThat(bob.see("event").first()).containsText("ann created the group");
        assertThat(bob.see("shell").locator("b")).hasCount(0);
    }

    @Test
    void addressOfTheWebBecomesALinkAndNoOtherDoes() {
        ann.say("see https://example.org/a?b=c. or javascript:alert(1)");
        bob.open("ann");
        Locator links = bob.see("messages").locator("a");
        assertThat(links).hasCount(1);
        assertThat(links).hasAttribute("href", "https://example.org/a?b=c");
        assertThat(links).hasAttribute("rel", "noopener noreferrer");
    }

    @Test
    void largePictureIsMadeToFitAndTravels() {
        ann.see("file").setInputFiles(new FilePayload("large.png", "image/png", noise(1400, 900)));
        assertThat(ann.see("picture-bar")).isVisible();
        ann.see("send").click();
        bob.open("ann");
        assertThat(bob.see("picture")).isVisible();
        bob.page().waitForFunction("() => document.querySelector('[data-testid=picture]').naturalWidth > 100");
    }

    @Test
    void dataThatIsNotThePictureItClaimsToBeIsAFile() {
        ByteString svg = ByteString.copyFromUtf8("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
        fromAnn(new Data(svg, "image/svg+xml"));
        fromAnn(new Data(svg, "image/png"));
        bob.open("ann");
        assertThat(bob.see("message")).hasCount(2);
        assertThat(bob.see("messages").locator("img")).hasCount(0);
    }

    @Test
    void conversationOfThousandsKeepsAFewInTheDocument() {
        for (int count = 1; count <= 2_000; count++) {
            fromAnn(new Text("line " + count));
        }
        bob.open("ann");
        assertThat(bob.texts().last()).hasText("line 2000");
        Locator scroller = bob.see("messages-scroll");
        bob.page().waitForFunction("() => document.querySelectorAll('[data-testid=message]').length > 20");
        Locator first = bob.messages("line 1");
        for (int step = 0; step < 200 && first.count() == 0; step++) {
            scroller.evaluate("element => element.scrollTo(0, Math.max(0, element.scrollTop - 2000))");
            bob.page().waitForFunction("() => new Promise((done) => requestAnimationFrame(() => done(true)))");
            assertThat(bob.see("message").count()).isLessThan(200);
        }
        assertThat(first).isVisible();
        bob.see("jump").click();
        assertThat(bob.messages("line 2000")).isVisible();
    }

    /** Sends what the page's composer never would, or more than anyone types. */
    private void fromAnn(Content content) {
        UserId ann = new UserId("ann");
        Send send = new Send(
                ConversationId.direct(ann, new UserId("bob")),
                new ClientMsgId("t-" + ++sent),
                content,
                List.of(),
                0,
                Map.of());
        Answer answer = server.im().submit(ann, send).toCompletableFuture().join();
        assertThat(answer).isInstanceOf(Answer.Sent.class);
    }

    /** A picture that compresses badly: larger than a frame as it is. */
    private static byte[] noise(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int state = 1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                state = state * 1_103_515_245 + 12_345;
                image.setRGB(x, y, (state >>> 8) & 0xf0f0f0);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return png.toByteArray();
    }
}
