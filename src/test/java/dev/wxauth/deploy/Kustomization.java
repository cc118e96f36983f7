package dev.wxauth.deploy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One {@code kustomization.yaml} and what it names. */
record Kustomization(Path file, JsonObject json) {

    static final String FILE_NAME = "kustomization.yaml";

    static List<Kustomization> all() {
        return Manifests.files().stream()
                .filter(file -> file.endsWith(FILE_NAME))
                .map(Kustomization::read)
                .toList();
    }

    static Kustomization read(Path file) {
        return new Kustomization(file, Manifests.documents(file).get(0));
    }

    /** The resources: a directory stands for the kustomization in it. */
    List<Path> resources() {
        return strings(json, "resources").map(this::resolve).toList();
    }

    /** The components: each is a directory with a kustomization in it. */
    List<Path> components() {
        return strings(json, "components").map(this::resolve).toList();
    }

    /** The files of the patches. */
    List<Path> patches() {
        return generators("patches")
                .map(patch -> resolve(patch.get("path").getAsString()))
                .toList();
    }

    /** Every file that is named, but those of secrets. */
    List<Path> named() {
        return Stream.of(resources(), components(), patches(), envFiles(), configFiles())
                .flatMap(List::stream)
                .toList();
    }

    /** The env files of the ConfigMaps. */
    List<Path> envFiles() {
        return generators("configMapGenerator")
                .flatMap(generator -> strings(generator, "envs"))
                .map(this::resolve)
                .toList();
    }

    /** The whole files of the ConfigMaps. */
    List<Path> configFiles() {
        return generators("configMapGenerator")
                .flatMap(generator -> strings(generator, "files"))
                .map(this::resolve)
                .toList();
    }

    /** The files that a generated Secret is made of. */
    List<Path> secretFiles(String secret) {
        return generators("secretGenerator")
                .filter(generator -> generator.get("name").getAsString().equals(secret))
                .flatMap(generator -> strings(generator, "files"))
                .map(this::resolve)
                .toList();
    }

    Stream<JsonObject> generators(String member) {
        return array(json, member).map(JsonElement::getAsJsonObject);
    }

    private Path resolve(String name) {
        Path path = file.resolveSibling(name).normalize();
        return Files.isDirectory(path) ? path.resolve(FILE_NAME) : path;
    }

    private static Stream<String> strings(JsonObject object, String member) {
        return array(object, member).map(JsonElement::getAsString);
    }

    private static Stream<JsonElement> array(JsonObject object, String member) {
        JsonArray array = object.has(member) ? object.getAsJsonArray(member) : new JsonArray();
        return StreamSupport.stream(array.spliterator(), false);
    }
}
