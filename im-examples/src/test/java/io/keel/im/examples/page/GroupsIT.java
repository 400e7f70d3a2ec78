package io.keel.im.examples.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.keel.im.examples.embedded.EmbeddedOptions;
import io.keel.im.examples.embedded.EmbeddedServer;
import io.keel.im.examples.host.SigningKey;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Groups on the page: who is in them, what they may do, who has read what. */
@ExtendWith(InBrowser.class)
class GroupsIT {

    private final EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.onAnyPort(), SigningKey.random());
    private final Visitor ann;
    private final Visitor bob;
    private final Visitor cat;

    GroupsIT(Browser browser) {
        this.ann = Visitor.at(browser, server.url());
        this.bob = Visitor.at(browser, server.url());
        this.cat = Visitor.at(browser, server.url());
    }

    @BeforeEach
    void threePeopleAreInAGroup() {
        ann.register("ann");
        bob.register("bob");
        cat.register("cat");
        ann.createGroup("Crew", "bob, cat");
    }

    @AfterEach
    void nothingWentWrongOnThePage() {
        for (Visitor visitor : List.of(ann, bob, cat)) {
            visitor.close();
            assertThat(visitor.errors()).isEmpty();
        }
        server.close();
    }

    @Test
    void senderSeesHowManyHaveReadAndWho() {
        ann.say("who sees this?");
        assertThat(ann.messages("who sees this?").getByTestId("receipt")).hasText("0 of 2 read");
        bob.open("Crew");
        assertThat(ann.messages("who sees this?").getByTestId("receipt")).hasText("1 of 2 read");
        ann.messages("who sees this?").getByTestId("receipt").click();
        assertThat(ann.see("readers-list").locator("li")).hasText(new String[] {"Bbob"});
        ann.page().keyboard().press("Escape");
        cat.open("Crew");
        assertThat(ann.messages("who sees this?").getByTestId("receipt")).hasText("Read by all");
    }

    @Test
    void mentionIsChosenFromTheMembersAndStandsOut() {
        assertThat(ann.see("chat-status")).hasText("3 members");
        ann.see("compose").pressSequentially("hello @b");
        assertThat(ann.see("mention-picker").getByRole(AriaRole.OPTION)).hasCount(1);
        ann.page().keyboard().press("Enter");
        ann.page().keyboard().press("Enter");
        assertThat(bob.conversation("Crew").getByText("@", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
        bob.open("Crew");
        assertThat(bob.see("message").locator(".mention.is-me")).hasText("@bob");
    }

    @Test
    void ownerHandsOutRolesAndTakesMembersOut() {
        bob.open("Crew");
        bob.see("group-info").click();
        ann.see("group-info").click();
        choose(ann, "bob", "make-admin");
        assertThat(bob.see("member").filter(with("bob"))).hasAttribute("data-role", "ADMIN");
        assertThat(bob.see("event").filter(with("an admin"))).hasText("ann made you an admin");
        cat.open("Crew");
        choose(bob, "cat", "remove-member");
        bob.see("confirm").click();
        assertThat(cat.see("composer-gone")).hasText("You are no longer in this group.");
        assertThat(ann.see("member")).hasCount(2);
    }

    @Test
    void openGroupIsJoinedByItsId() {
        cat.open("Crew");
        cat.see("group-info").click();
        cat.see("leave-group").click();
        cat.see("confirm").click();
        assertThat(ann.see("event").filter(with("cat left the group"))).isVisible();
        ann.see("group-info").click();
        ann.see("group-open").check();
        assertThat(ann.see("event").filter(with("You changed the group “Crew”")))
                .isVisible();
        String group = ann.see("group-id").innerText();
        cat.see("new").click();
        cat.see("join-group").click();
        cat.see("join-group-id").fill(group);
        cat.see("dialog-submit").click();
        assertThat(ann.see("event").filter(with("cat joined the group"))).isVisible();
        cat.say("back again");
        assertThat(ann.messages("back again")).isVisible();
    }

    @Test
    void disbandedGroupTakesNoMoreMessages() {
        bob.open("Crew");
        ann.see("group-info").click();
        ann.see("disband-group").click();
        ann.see("confirm").click();
        assertThat(bob.see("composer-gone")).isVisible();
        assertThat(bob.see("event").last()).hasText("ann disbanded the group");
    }

    private static void choose(Visitor visitor, String member, String item) {
        visitor.see("member").filter(with(member)).getByTestId("member-menu").click();
        visitor.see(item).click();
    }

    private static Locator.FilterOptions with(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }
}
