package dev.touchstone.broker.http;

import dev.touchstone.broker.http.Ranges.Kind;
import dev.touchstone.broker.http.Ranges.Range;
import java.util.List;

/** How the counters of something grew, or those of several things together, and what somebody wants to know of it (MGMT-05). */
final class Growth {
    private final Sampler sampler;
    private final List<Sampler.Key> keys;
    private final Ranges ranges;

    Growth(Sampler sampler, List<Sampler.Key> keys, Ranges ranges) {
        this.sampler = sampler;
        this.keys = keys;
        this.ranges = ranges;
        if (!ranges.areNone()) {
            keys.forEach(sampler::watch);
        }
    }

    /** How much a counter grew in a second between the last two samples. */
    double rate(int counter) {
        double sum = 0;
        for (Sampler.Key key : keys) {
            sum += sampler.rate(key, counter);
        }
        return sum;
    }

    /** Writes {@code NAME_details}: the rate, and where a range was asked for its samples, newest first. */
    void on(Fields fields, String name, int counter, Kind kind) {
        Range range = ranges.of(kind);
        fields.nested(name + "_details", details -> {
            if (range == null) {
                details.with("rate", rate(counter));
            } else {
                write(details, sampler.samples(keys, counter, range));
            }
        });
    }

    private static void write(Fields details, List<Sampler.Sample> samples) {
        double average =
                samples.stream().mapToLong(Sampler.Sample::value).average().orElse(0);
        details.with("rate", samples.size() < 2 ? 0.0 : samples.get(0).rateSince(samples.get(1)))
                .with(
                        "samples",
                        samples.stream()
                                .map(sample ->
                                        new Doc().with("sample", sample.value()).with("timestamp", sample.millis()))
                                .toList())
                .with("avg_rate", samples.size() < 2 ? 0.0 : samples.get(0).rateSince(samples.get(samples.size() - 1)))
                .with("avg", average);
    }
}
