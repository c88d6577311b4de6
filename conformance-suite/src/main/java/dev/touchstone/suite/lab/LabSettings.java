package dev.touchstone.suite.lab;

import java.time.Duration;
import java.util.Optional;

/**
 * How a lab works.
 *
 * @param namePrefix what every name begins with; tells runs and cases apart
 * @param virtualHost the virtual host that the run made for itself, empty where it works in that of the endpoint
 * @param patience how long to wait for something that must come
 * @param profile name of the profile in force
 * @param textsPinned whether reply texts are part of the profile
 * @param journal told of what is made outside a virtual host of the run's own
 */
public record LabSettings(
        String namePrefix,
        Optional<String> virtualHost,
        Duration patience,
        String profile,
        boolean textsPinned,
        Journal journal) {}
