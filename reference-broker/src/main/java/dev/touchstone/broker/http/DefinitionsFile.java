package dev.touchstone.broker.http;

import dev.touchstone.broker.Administration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Definitions that come out of a file when the broker starts ({@code load_definitions}); needs Jackson, but nothing that listens. */
public final class DefinitionsFile {
    private DefinitionsFile() {}

    /**
     * Imports them as the management API would.
     *
     * @throws IllegalArgumentException in a sentence if they cannot be taken; some of them may have been
     */
    public static void load(Administration broker, Path file) {
        Site site = Site.of(broker);
        try {
            byte[] json = Files.readAllBytes(file);
            new DefinitionsImport(
                            site,
                            new PermissionsResource(site),
                            new PoliciesResource(site),
                            new ParametersResource(site))
                    .all(new Body(Json.object(json)));
        } catch (IOException e) {
            throw new IllegalArgumentException("the definitions in " + file + " cannot be read: " + e, e);
        } catch (ApiException e) {
            throw new IllegalArgumentException("the definitions in " + file + ": " + e.getMessage(), e);
        }
    }
}
