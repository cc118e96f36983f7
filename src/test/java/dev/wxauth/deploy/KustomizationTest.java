package dev.wxauth.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The kustomizations name what is there, and what is there is named. */
class KustomizationTest {

    /** What this test follows. A field that is not here is a misspelling, or one that may name files. */
    private static final Set<String> FIELDS = Set.of(
            "apiVersion",
            "kind",
            "namespace",
            "resources",
            "components",
            "images",
            "configMapGenerator",
            "secretGenerator",
            "patches",
            "replacements");

    /** What nothing else names: the overlays, the way in that was not chosen, and what any overlay may take. */
    private static final Set<Path> ROOTS = Set.of(
            kustomization("trial"),
            kustomization("production"),
            kustomization("production/httproute"),
            Manifests.MONITORING.resolve(Kustomization.FILE_NAME));

    private static final Path SCRIPT = Manifests.TRIAL.resolve("make-secrets.sh");
    private static final Path SECRETS = Manifests.TRIAL.resolve("secrets");

    private final Kustomization base = Kustomization.read(Manifests.BASE.resolve(Kustomization.FILE_NAME));
    private final Kustomization trial = Kustomization.read(Manifests.TRIAL.resolve(Kustomization.FILE_NAME));

    @Test
    void kustomizationsShouldHaveKnownFieldsOnly() {
        assertThat(Kustomization.all())
                .hasSize(6)
                .allSatisfy(kustomization ->
                        assertThat(kustomization.json().keySet()).isSubsetOf(FIELDS));
    }

    @Test
    void everyNamedFileShouldExist() {
        assertThat(Kustomization.all().stream().flatMap(kustomization -> kustomization.named().stream()))
                .allSatisfy(file -> assertThat(file).isRegularFile());
    }

    @Test
    void everyFileShouldBeNamedByAKustomization() {
        List<Path> named = Kustomization.all().stream()
                .flatMap(kustomization -> kustomization.named().stream())
                .toList();
        assertThat(Manifests.files())
                .filteredOn(file -> !Manifests.isExample(file))
                .filteredOn(file -> !file.startsWith(SECRETS) && !file.equals(SCRIPT))
                .filteredOn(file -> !ROOTS.contains(file))
                .allSatisfy(file -> assertThat(named).contains(file));
    }

    @Test
    void theBaseShouldHoldNoSecret() {
        assertThat(base.json().has("secretGenerator")).isFalse();
        assertThat(Manifests.all(V1Secret.class)).isEmpty();
    }

    @Test
    void everyPartOfTheExampleSecretShouldBeAPlaceholder() {
        V1Secret example = Manifests.one(Manifests.BASE.resolve("secret.example.yaml"), V1Secret.class);
        assertThat(example.getStringData().values())
                .allSatisfy(value -> assertThat(value).contains("REPLACE-ME"));
    }

    /** A hash at the end of its name would make a new Secret of every change, and a restart of every rotation. */
    @Test
    void theTrialSecretShouldKeepItsName() {
        assertThat(trial.generators("secretGenerator")
                        .filter(generator -> generator.get("name").getAsString().equals("wxauth"))
                        .map(generator -> generator.getAsJsonObject("options").get("disableNameSuffixHash"))
                        .map(Object::toString))
                .containsExactly("true");
    }

    @Test
    void theTrialSecretsShouldBeMadeByTheScriptAndIgnoredByGit() {
        String script = Manifests.text(SCRIPT);
        assertThat(Stream.of("wxauth", "wxauth-redis").flatMap(name -> trial.secretFiles(name).stream()))
                .hasSize(6)
                .allSatisfy(file -> assertThat(script).contains("\nput " + file.getFileName() + " "))
                .allSatisfy(file -> assertThat(file.getParent()).isEqualTo(SECRETS));
        assertThat(Manifests.text(SECRETS.resolve(".gitignore"))).contains("\n*\n");
        assertThat(Files.isExecutable(SCRIPT)).isTrue();
    }

    private static Path kustomization(String overlay) {
        return Manifests.ROOT.resolve("overlays").resolve(overlay).resolve(Kustomization.FILE_NAME);
    }
}
