import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A component of CycloneDX 1.6, filled in step by step. */
final class Component {

    private final Map<String, Object> fields;
    private final List<Object> properties = new ArrayList<>();
    private final List<Component> parts = new ArrayList<>();

    /**
     * @param version empty if it is not known or there is none
     */
    Component(String type, String name, String version) {
        fields = map("type", type, "name", name);
        if (!version.isEmpty()) {
            fields.put("version", version);
        }
    }

    /** Return a component for a file of an image, with its hash. */
    static Component file(Path image, String name) {
        return new Component("file", name, "")
                .with("bom-ref", "file:" + name)
                .hash(image.resolve(name));
    }

    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    Component with(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    Component hash(Path file) {
        return with("hashes", List.of(map("alg", "SHA-256", "content", sha256(file))));
    }

    /** Add a licence by its SPDX identifier, an expression of those, or none if it is empty. */
    Component licence(String spdx) {
        if (spdx.isEmpty()) {
            return this;
        }
        boolean isExpression = spdx.contains(" ");
        return with(
                "licenses",
                List.of(isExpression ? map("expression", spdx) : map("license", map("id", spdx))));
    }

    /** Add a licence that no identifier says in whole, by the file that has its text. */
    Component licenceIn(String file) {
        return with("licenses", List.of(map("license", map("name", file))));
    }

    Component property(String name, String value) {
        properties.add(map("name", name, "value", value));
        return this;
    }

    /** Add a component that this one is assembled from. */
    Component inside(Component part) {
        parts.add(part);
        return this;
    }

    String reference() {
        return (String) fields.get("bom-ref");
    }

    Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        if (!properties.isEmpty()) {
            all.put("properties", properties);
        }
        if (!parts.isEmpty()) {
            all.put("components", parts.stream().map(Component::json).toList());
        }
        return all;
    }

    static String sha256(Path file) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
