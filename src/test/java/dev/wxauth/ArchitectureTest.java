package dev.wxauth;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;

/** The floors of the house: who may know whom. A request walks down them once. */
@AnalyzeClasses(packages = "dev.wxauth", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    /** Rooms of one floor do not know each other. */
    private static final String[] FEATURES = {"login", "userdata", "oauth", "admin", "device"};

    private static final String[] SHARED_BY_FEATURES = {"authentication", "revocation", "idempotency", "limit", "person"
    };
    private static final String[] TRAIL = {"audit"};
    private static final String[] STATE = {"token", "session", "vault", "user", "wechat", "grant"};
    private static final String[] AGREED = {"rotation"};
    private static final String[] GROUND = {"redis", "crypto"};
    private static final String[] LEAVES = {"settings", "tracing", "error"};

    /** A room within a room counts as one of its own. */
    @ArchTest
    static final ArchRule packagesHaveNoCycle =
            slices().matching("dev.wxauth.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule floorsKnowOnlyTheFloorsBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("program")
            .definedBy("dev.wxauth")
            .layer("server")
            .definedBy("dev.wxauth.server")
            .layer("features")
            .definedBy(in(FEATURES))
            .layer("shared")
            .definedBy(in(SHARED_BY_FEATURES))
            .layer("trail")
            .definedBy(in(TRAIL))
            .layer("state")
            .definedBy(in(STATE))
            .layer("agreed")
            .definedBy(in(AGREED))
            .layer("ground")
            .definedBy(in(GROUND))
            .layer("config")
            .definedBy("dev.wxauth.config")
            .whereLayer("program")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("program")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("program", "server")
            .whereLayer("features")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("shared")
            .mayOnlyBeAccessedByLayers("server", "features", "config")
            .whereLayer("trail")
            .mayOnlyBeAccessedByLayers("server", "features", "shared")
            .whereLayer("state")
            .mayOnlyBeAccessedByLayers("program", "server", "features", "shared", "trail", "config")
            .whereLayer("agreed")
            .mayOnlyBeAccessedByLayers("program", "server", "features", "shared", "trail", "state")
            .whereLayer("ground")
            .mayOnlyBeAccessedByLayers("program", "server", "features", "shared", "trail", "state", "agreed", "config");

    @ArchTest
    static void roomsOfOneFloorDoNotKnowEachOther(JavaClasses classes) {
        for (String[] floor : new String[][] {FEATURES, SHARED_BY_FEATURES, STATE, GROUND}) {
            for (String room : floor) {
                noClasses()
                        .that()
                        .resideInAPackage("dev.wxauth." + room + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(in(others(floor, room)))
                        .allowEmptyShould(true)
                        .check(classes);
            }
        }
    }

    /** What a room is handed are its own settings; the whole is for who puts the rooms together. */
    @ArchTest
    static final ArchRule onlyTheProgramAndTheServerKnowTheConfiguration = noClasses()
            .that()
            .resideOutsideOfPackages("dev.wxauth", "dev.wxauth.server", "dev.wxauth.config")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.wxauth.config");

    @ArchTest
    static final ArchRule leavesKnowNothingOfUs = noClasses()
            .that()
            .resideInAnyPackage(in(LEAVES))
            .should()
            .dependOnClassesThat(resideInAPackage("dev.wxauth..").and(not(resideInAnyPackage(in(LEAVES)))));

    /** Hashes and random names are of use to everybody; Redis is not. */
    @ArchTest
    static final ArchRule whatEverybodyUsesKnowsNoRedis = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.wxauth.crypto",
                    "dev.wxauth.identity",
                    "dev.wxauth.app",
                    "dev.wxauth.web",
                    "dev.wxauth.observe")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.wxauth.redis");

    @ArchTest
    static final ArchRule groundKnowsNoFloorAboveIt = noClasses()
            .that()
            .resideInAnyPackage(in(GROUND))
            .or()
            .resideInAnyPackage("dev.wxauth.identity", "dev.wxauth.app", "dev.wxauth.web", "dev.wxauth.observe")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(in(FEATURES))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(in(SHARED_BY_FEATURES))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(in(TRAIL))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(in(STATE))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(in(AGREED));

    @ArchTest
    static final ArchRule onlyTheWebKnowsTheWebLibrary = noClasses()
            .that()
            .resideOutsideOfPackages("dev.wxauth.web", "dev.wxauth.server")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.ext.web")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.ext.web.handler..");

    @ArchTest
    static final ArchRule onlyTheDoorKnowsTheRedisLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("dev.wxauth.redis")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx.redis..");

    /**
     * What is no API may change with any version of the library. Each of these files says why there is no other way; one
     * more is a decision.
     */
    private static final Set<String> KNOW_THE_INSIDES_OF_VERTX = Set.of(
            "dev.wxauth.redis.Cause",
            "dev.wxauth.redis.Disposable",
            "dev.wxauth.redis.ReadBatch",
            "dev.wxauth.token.JwtSigner",
            "dev.wxauth.tracing.RequestTrace",
            "dev.wxauth.tracing.TraceLocal",
            "dev.wxauth.web.ConnectionGuard",
            "dev.wxauth.wechat.transport.Exchange",
            "dev.wxauth.wechat.transport.HttpTransport");

    @ArchTest
    static final ArchRule theInsidesOfVertxAreKnownToTheseFilesAlone = noClasses()
            .that(describe(
                    "are not listed",
                    type -> !KNOW_THE_INSIDES_OF_VERTX.contains(
                            type.getFullName().replaceFirst("\\$.*", ""))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..impl..", "io.vertx..internal..");

    @ArchTest
    static final ArchRule metersAreNamedInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("dev.wxauth.observe")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    /** What a span may say is decided in one place. */
    @ArchTest
    static final ArchRule tracingAloneKnowsOpenTelemetry = noClasses()
            .that()
            .resideOutsideOfPackage("dev.wxauth.tracing")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.opentelemetry..", "io.vertx.tracing..");

    /** Members that are a credential, or the text of anything at all. */
    private static final Set<String> TEXTS = Set.of("code", "jwt", "secret", "skey", "text", "token");

    /** A public address, WeChat's number, what is sealed, and what says nothing without its key. */
    private static final Set<String> HARMLESS = Set.of("DeviceUri", "Entry", "Errmsg", "PollMark", "SealedKey");

    /** Whatever prints a record prints its members, unless it says otherwise. */
    @ArchTest
    static final ArchRule recordsDoNotPrintSecrets = noMethods()
            .that()
            .haveName("toString")
            .and()
            .areDeclaredInClassesThat(describe("are records that may hold a secret", ArchitectureTest::mayHoldASecret))
            .should()
            .beFinal()
            .because("that is what Java makes by itself, and it tells all");

    private static boolean mayHoldASecret(JavaClass type) {
        return type.isRecord()
                && !HARMLESS.contains(type.getSimpleName())
                && type.getFields().stream().anyMatch(ArchitectureTest::isText);
    }

    private static boolean isText(JavaField field) {
        return TEXTS.contains(field.getName()) && field.getRawType().isEquivalentTo(String.class);
    }

    @ArchTest
    static final ArchRule nobodyWaits = noClasses()
            .that()
            .resideOutsideOfPackage("dev.wxauth")
            .should()
            .callMethod(io.vertx.core.Future.class, "await")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    private static String[] in(String[] rooms) {
        return Arrays.stream(rooms).map(room -> "dev.wxauth." + room + "..").toArray(String[]::new);
    }

    private static String[] others(String[] floor, String room) {
        return Arrays.stream(floor).filter(other -> !other.equals(room)).toArray(String[]::new);
    }
}
