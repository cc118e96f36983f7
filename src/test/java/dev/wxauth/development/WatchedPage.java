package dev.wxauth.development;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.config.ConfigException;
import dev.wxauth.support.Await;
import dev.wxauth.support.Browser;
import dev.wxauth.support.Ports;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The page in a real browser, opened anew for each test, of a development server that the tests of a class share. What it says
 * takes seconds takes less here.
 */
final class WatchedPage implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    /** How long an skey that was replaced is forgiven. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private DevelopmentServer server;
    private Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) throws ConfigException {
        Map<String, String> environment = new HashMap<>(DevelopmentServer.environment(Ports.free(), Ports.free()));
        environment.put("WXAUTH_ROTATION_GRACE", GRACE.toSeconds() + "s");
        environment.put("WXAUTH_KEY_ACTIVATION", "1s");
        server = DevelopmentServer.start(environment);
        browser = Browser.start("en");
        browser.size(1280, 900, 1);
    }

    /** Whatever was pressed: nothing was asked of others, and no script complained. */
    @Override
    public void afterAll(ExtensionContext context) {
        try {
            assertThat(browser.requests())
                    .isNotEmpty()
                    .allMatch(asked -> asked.startsWith(server.page())
                            || asked.startsWith("data:")
                            || asked.equals("about:blank"));
            assertThat(browser.complaints()).isEmpty();
        } finally {
            browser.close();
            server.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        open();
        browser.evaluate("""
                window.events = []
                for (const name of ['message', 'complete']) {
                  (window.source ??= new EventSource('events')).addEventListener(name, event => events.push(event.data))
                }
                """);
        browser.until("it listens", "source.readyState === 1");
        state("logged_in");
        press("clear");
    }

    /** Opens it in the place of the one before. */
    void open() {
        browser.open(server.page());
        browser.until("the page is there", "document.documentElement?.dataset.ready");
    }

    /** The next test finds a phone that has never been used, in a world that is well. */
    @Override
    public void afterEach(ExtensionContext context) {
        browser.evaluate("""
                Promise.all([['redis', { frozen: false }], ['wechat', { trouble: 'calm' }]].map(([name, data]) =>
                  fetch('control/' + name, { method: 'POST', headers: { 'content-type': 'application/json' },
                    body: JSON.stringify(data) })))
                .then(() => fetch('website/logout', { method: 'POST' }))
                .then(() => localStorage.clear())
                """);
    }

    Browser browser() {
        return browser;
    }

    /** Presses a button, and returns when what it does is done. */
    void press(String button) {
        click(button);
        done(button);
    }

    /** Presses a button and does not wait. */
    void click(String button) {
        browser.evaluate(element(button) + ".click()");
    }

    /** Waits until what a button does is done. */
    void done(String button) {
        browser.until(button + " is done", "!" + element(button) + ".disabled");
    }

    private static String element(String button) {
        String id = button.equals("language") ? "language" : "do-" + (button.equals("thaw") ? "freeze" : button);
        return "document.getElementById('" + id + "')";
    }

    /** Presses a button until it holds: what the service takes up, it takes up within seconds. */
    void repeat(String what, String button, BooleanSupplier done) {
        Await.until(what, Duration.ofSeconds(20), () -> {
            press(button);
            return done.getAsBoolean();
        });
    }

    /** Waits until the phone is in this state. */
    void state(String wanted) {
        browser.until(wanted, "document.getElementById('state').dataset.state === '" + wanted + "'");
    }

    /** How the phone's last call ended. */
    String outcome() {
        return (String) browser.evaluate("document.getElementById('said').dataset.outcome");
    }

    String text(String selector) {
        return (String) browser.evaluate("document.querySelector('" + selector + "').innerText");
    }

    int count(String selector) {
        return ((Number) browser.evaluate("document.querySelectorAll('" + selector + "').length")).intValue();
    }

    /** What the phone holds. */
    String stored(String name) {
        return (String) browser.evaluate("JSON.parse(localStorage.wxauth).v1." + name);
    }

    /** The arrows of the picture, from whom to whom. */
    List<String> messages() {
        String lines = (String) browser.evaluate("""
                [...document.querySelectorAll('#messages li')]
                  .map(({ dataset, textContent }) => `${dataset.from}>${dataset.to} ${dataset.kind} ${textContent}`)
                  .join('\\n')
                """);
        return lines.lines().toList();
    }
}
