package dev.wxauth.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wxauth.redis.RedisOutcomes;
import dev.wxauth.simulator.Trouble;
import dev.wxauth.support.Await;
import dev.wxauth.support.Front;
import dev.wxauth.support.Scrape;
import dev.wxauth.support.ServiceExtension;
import dev.wxauth.support.TestSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is watched is there: each metric, label and value that alerts, dashboard and runbook name is in a real scrape. */
class MonitoredNamesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** By whom a sample was given: Prometheus adds these. */
    private static final Set<String> OF_THE_TARGET = Set.of("namespace", "pod", "job");

    /** Whether a target answered: Prometheus' own, too. */
    private static final String UP = "up";

    @RegisterExtension
    static final ServiceExtension service = Front.serving();

    private static List<Scrape.Sample> samples;

    @BeforeAll
    static void use() {
        service.wechat().app(TestSettings.APPID, TestSettings.APP_SECRET);
        Front miniProgram = Front.miniProgram(service);
        miniProgram.login("alice");
        service.wechat().troubleNext(1, Trouble.errcode(40243));
        miniProgram.exchange(miniProgram.code("bob"));
        System.gc();
        Await.until(
                "a collection was counted",
                SOON,
                () -> !named("jvm_gc_pause_seconds_sum").isEmpty());
        samples = Scrape.of(service).samples();
    }

    private static List<Scrape.Sample> named(String name) {
        return Scrape.of(service).named(name);
    }

    @Test
    void theAlertsShouldNameWhatIsThere() {
        assertThat(Alert.all()).allSatisfy(alert -> assertThere(alert.query()));
    }

    @Test
    void theDashboardShouldShowWhatIsThere() {
        assertThat(Dashboard.read().panels())
                .allSatisfy(panel -> assertThat(panel.queries()).allSatisfy(MonitoredNamesTest::assertThere));
    }

    @Test
    void theRunbookShouldAskForWhatIsThere() {
        assertThat(Runbook.read().queries()).hasSizeGreaterThan(15).allSatisfy(MonitoredNamesTest::assertThere);
    }

    @Test
    void whatIsNotThereShouldBeNoticed() {
        assertThat(Stream.of(
                                "sum(wxuath_logins_total)",
                                "wxauth_logins_total{app=\"x\"}",
                                "wxauth_logins_total{result=\"failure\"}",
                                "wxauth_logins_total{result=~\"ok|failure\"}",
                                "wxauth_redis_commands_seconds_count{outcome=\"READ_ONLY\"}",
                                "sum by (namespace, app) (wxauth_logins_total)")
                        .map(Query::new))
                .allSatisfy(query -> assertThat(missing(query)).isNotEmpty());
        assertThat(missing(new Query("wxauth_redis_commands_seconds_count{outcome=\"READONLY\"}")))
                .isEmpty();
    }

    private static void assertThere(Query query) {
        assertThat(query.selectors()).as(query.text()).isNotEmpty();
        assertThat(missing(query)).as(query.text()).isEmpty();
    }

    private static Set<String> missing(Query query) {
        Set<String> missing = query.selectors().stream()
                .filter(selector -> !selector.metric().equals(UP))
                .flatMap(MonitoredNamesTest::missing)
                .collect(Collectors.toSet());
        Set<String> labels = query.selectors().stream()
                .flatMap(selector -> labels(selector.metric()))
                .collect(Collectors.toSet());
        query.groupings().stream()
                .filter(label -> !labels.contains(label) && !OF_THE_TARGET.contains(label))
                .forEach(missing::add);
        return missing;
    }

    private static Stream<String> missing(Query.Selector selector) {
        Set<String> labels = labels(selector.metric()).collect(Collectors.toCollection(HashSet::new));
        return Stream.concat(
                Stream.of(selector.metric())
                        .filter(metric -> samplesOf(metric).findAny().isEmpty()),
                selector.wanted().stream()
                        .filter(wanted -> !OF_THE_TARGET.contains(wanted.label()))
                        .flatMap(wanted -> labels.contains(wanted.label())
                                ? missing(selector.metric(), wanted)
                                : Stream.of(wanted.label())));
    }

    private static Stream<String> missing(String metric, Query.Wanted wanted) {
        Set<String> seen = samplesOf(metric)
                .map(sample -> sample.labels().getOrDefault(wanted.label(), ""))
                .collect(Collectors.toSet());
        return wanted.values()
                .filter(value -> seen.stream().noneMatch(text -> wanted.means(value, text)))
                .filter(value -> !(metric.startsWith("wxauth_redis_commands") && RedisOutcomes.isKnown(value)));
    }

    private static Stream<String> labels(String metric) {
        return samplesOf(metric).flatMap(sample -> sample.labels().keySet().stream());
    }

    private static Stream<Scrape.Sample> samplesOf(String metric) {
        return samples.stream().filter(sample -> sample.name().equals(metric));
    }
}
