package io.keel.im.examples.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Someone at the page, in a browser of their own, who does and sees what a user does and sees. */
final class Visitor implements AutoCloseable {

    private static final String PASSWORD = "correct horse";

    private final BrowserContext context;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private Page page;

    private Visitor(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(InBrowser.PATIENCE.toMillis());
        this.page = context.newPage();
        watch(page);
    }

    /** Comes to the page with an English browser of a desk's size. */
    static Visitor at(Browser browser, String url) {
        return at(
                browser, url, new Browser.NewContextOptions().setLocale("en-GB").setViewportSize(1200, 760));
    }

    static Visitor at(Browser browser, String url, Browser.NewContextOptions options) {
        Visitor visitor = new Visitor(browser.newContext(options));
        visitor.page.navigate(url);
        return visitor;
    }

    /** Makes an account of this name and is signed in with it. */
    Visitor register(String name) {
        see("auth-switch").click();
        signIn(name);
        assertThat(see("shell")).isVisible();
        return this;
    }

    void signIn(String name) {
        see("user-input").fill(name);
        see("password-input").fill(PASSWORD);
        see("auth-submit").click();
    }

    void startChat(String name) {
        see("new").click();
        see("new-chat").click();
        see("new-chat-user").fill(name);
        see("dialog-submit").click();
        assertThat(see("chat")).isVisible();
    }

    void createGroup(String name, String members) {
        see("new").click();
        see("new-group").click();
        see("new-group-name").fill(name);
        see("new-group-members").fill(members);
        see("dialog-submit").click();
        assertThat(see("chat-title")).hasText(name);
    }

    /** Opens the conversation of this title from the list. */
    void open(String title) {
        conversation(title).click();
        assertThat(see("chat-title")).hasText(title);
    }

    /** Writes a message and sends it; it may still be on its way. */
    void say(String text) {
        see("compose").fill(text);
        page.keyboard().press("Enter");
    }

    /** Chooses an item of a message's menu. */
    void choose(Locator message, String item) {
        message.hover();
        message.getByTestId("message-menu").click();
        see(item).click();
    }

    /** Goes away and comes back with a new tab of the same browser. */
    void reopen(String url) {
        page.close();
        page = context.newPage();
        watch(page);
        page.navigate(url);
        assertThat(see("shell")).isVisible();
    }

    /** Opens a second tab as 'duplicate tab' does: with a copy of what the first one remembers. */
    Page duplicateTab() {
        Page second = context.waitForPage(() -> page.evaluate("() => { window.open(location.href); }"));
        watch(second);
        return second;
    }

    void setOffline(boolean offline) {
        context.setOffline(offline);
    }

    Page page() {
        return page;
    }

    Locator see(String testId) {
        return page.getByTestId(testId);
    }

    Locator conversation(String title) {
        return see("conversation").filter(new Locator.FilterOptions().setHasText(title));
    }

    /** The messages with exactly this text, of any state. */
    Locator messages(String text) {
        Locator exactly = page.getByText(text, new Page.GetByTextOptions().setExact(true));
        return see("message").filter(new Locator.FilterOptions().setHas(exactly));
    }

    /** All messages shown, in their order. */
    Locator texts() {
        return see("message-text");
    }

    Locator connection() {
        return see("connection");
    }

    /** What the page complained of: exceptions, refused content. What a lost connection logs is not among it. */
    List<String> errors() {
        return errors;
    }

    @Override
    public void close() {
        context.close();
    }

    private void watch(Page watched) {
        watched.onPageError(errors::add);
        watched.onConsoleMessage(message -> {
            if (message.type().equals("error") && message.text().contains("Content Security Policy")) {
                errors.add(message.text());
            }
        });
    }
}
