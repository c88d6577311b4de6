package dev.touchstone.suite.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message as the broker holds it.
 *
 * @param id what its body begins with
 * @param size octets of its body
 * @param exchange where it was published last, by a client or as a dead letter
 * @param keys all its routing keys: the key, then CC, then BCC
 * @param shownKeys those that x-death may show: without BCC
 * @param ttl its own expiration in milliseconds
 * @param deaths newest first
 */
record Message(
        String id,
        long size,
        String exchange,
        List<String> keys,
        List<String> shownKeys,
        Map<String, Object> headers,
        long priority,
        Optional<Long> ttl,
        List<Death> deaths) {

    /** One entry of x-death. */
    record Death(String queue, String reason, long count) {
        @Override
        public String toString() {
            return queue + "/" + reason + "/" + count;
        }
    }

    /** The message as it leaves a queue in which it died: no expiration, one more death; with a key given, no CC and BCC. */
    Message died(String queue, String reason, String deadLetterExchange, Optional<String> key) {
        List<Death> after = new ArrayList<>();
        long count = 1;
        for (Death death : deaths) {
            if (death.queue().equals(queue) && death.reason().equals(reason)) {
                count = death.count() + 1;
            } else {
                after.add(death);
            }
        }
        after.add(0, new Death(queue, reason, count));
        Map<String, Object> kept = new LinkedHashMap<>(headers);
        if (key.isPresent()) {
            kept.remove("CC");
        }
        return new Message(
                id,
                size,
                deadLetterExchange,
                key.map(List::of).orElse(keys),
                key.map(List::of).orElse(shownKeys),
                kept,
                priority,
                Optional.empty(),
                List.copyOf(after));
    }

    /** DLX-14: it died in that queue before, and nobody rejected it since. */
    boolean wouldCycleTo(String queue) {
        List<Death> cycle = new ArrayList<>();
        for (Death death : deaths) {
            cycle.add(death);
            if (death.queue().equals(queue)) {
                return cycle.stream().noneMatch(seen -> seen.reason().equals("rejected"));
            }
        }
        return false;
    }
}
