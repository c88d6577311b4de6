package dev.touchstone.broker.http;

import dev.touchstone.broker.Administration;

/** Definitions that come out of a file when the broker starts ({@code load_definitions}); needs Jackson, but nothing that listens. */
public final class DefinitionsFile {
    private DefinitionsFile() {}

    /**
     * Imports them as the management API would.
     *
     * @throws IllegalArgumentException in a sentence if they cannot be taken; some of them may have been
     */
    public static void load(Administration broker, byte[] json) {
        Site site = Site.of(broker);
        try {
            new DefinitionsImport(
                            site,
                            new PermissionsResource(site),
                            new PoliciesResource(site),
                            new ParametersResource(site))
                    .all(new Body(Json.object(json)));
        } catch (ApiException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }
}
