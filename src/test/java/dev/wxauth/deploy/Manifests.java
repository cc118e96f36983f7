package dev.wxauth.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PodSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads the files under {@code k8s}. */
final class Manifests {

    static final Path ROOT = Path.of("k8s");
    static final Path BASE = ROOT.resolve("base");
    static final Path TRIAL = ROOT.resolve("overlays/trial");
    static final Path PRODUCTION = ROOT.resolve("overlays/production");
    static final Path MONITORING = ROOT.resolve("monitoring");
    static final Path EXAMPLES = ROOT.resolve("examples");

    /** Where the contract puts the API, and health and metrics. */
    static final int PUBLIC_PORT = 8080;

    static final int MANAGEMENT_PORT = 9090;

    private Manifests() {}

    /** Every regular file under {@code k8s}. */
    static List<Path> files() {
        try (Stream<Path> paths = Files.walk(ROOT)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file of whole Kubernetes objects, the example Secret included. */
    static List<Path> objectFiles() {
        return files().stream()
                .filter(file -> file.toString().matches(".*\\.ya?ml"))
                .filter(file -> !file.endsWith(Kustomization.FILE_NAME))
                .filter(file -> !file.startsWith(EXAMPLES) && !isPatch(file))
                .toList();
    }

    /** Every file that changes an object of another one. */
    static List<Path> patchFiles() {
        return files().stream().filter(Manifests::isPatch).toList();
    }

    private static boolean isPatch(Path file) {
        return file.toString().endsWith(".patch.yaml");
    }

    /** Every object under {@code k8s} of this type, but the example. */
    static <T extends KubernetesObject> List<T> all(Class<T> type) {
        return objectFiles().stream()
                .filter(file -> !isExample(file))
                .flatMap(file -> documents(file).stream())
                .filter(document -> !ForeignModel.isForeign(document))
                .map(StrictModel::read)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The one object of this type in a file. */
    static <T extends KubernetesObject> T one(Path file, Class<T> type) {
        List<T> found = documents(file).stream()
                .map(StrictModel::read)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(file + " has " + found.size() + " of " + type.getSimpleName());
        }
        return found.get(0);
    }

    static V1Deployment deployment() {
        return one(BASE.resolve("deployment.yaml"), V1Deployment.class);
    }

    static V1PodSpec pod() {
        return podOf(deployment());
    }

    static V1Container container() {
        return pod().getContainers().get(0);
    }

    static V1PodSpec podOf(V1Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }

    static boolean isExample(Path file) {
        return file.toString().endsWith(".example.yaml") || file.startsWith(EXAMPLES);
    }

    /** The documents of a YAML file; a key given twice is a fault. */
    static List<JsonObject> documents(Path file) {
        return documents(text(file));
    }

    static List<JsonObject> documents(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Iterable<Object> documents = new Yaml(new SafeConstructor(options)).loadAll(yaml);
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> new Gson().toJsonTree(document).getAsJsonObject())
                .toList();
    }

    /** The variables of an env file, as kustomize reads one. */
    static Map<String, String> variables(Path file) {
        return text(file)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], Manifests::refuse, TreeMap::new));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String refuse(String one, String other) {
        throw new IllegalStateException("given twice: " + one + " and " + other);
    }
}
