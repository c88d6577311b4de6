package dev.touchstone.suite.scenario;

import dev.touchstone.suite.model.Chooser;
import dev.touchstone.suite.script.Event;
import dev.touchstone.suite.script.Stage;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses what the broker chose: looks who got the message, and waits for it if nobody has it yet. */
final class Observed implements Chooser {
    private final Stage stage;
    private final Set<Event> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean patient = true;

    Observed(Stage stage) {
        this.stage = stage;
    }

    @Override
    public String choose(String queue, String message, List<String> consumers) {
        long deadline = System.nanoTime() + stage.patience().toNanos();
        do {
            Optional<Event> found = stage.events().stream()
                    .filter(event -> event.kind() == Event.Kind.DELIVER
                            && event.operand(1).equals(message)
                            && consumers.contains(event.operand(0))
                            && !used.contains(event))
                    .findFirst();
            if (found.isPresent()) {
                used.add(found.get());
                return found.get().operand(0);
            }
            stage.listen(2);
        } while (patient && System.nanoTime() < deadline);
        // It came to nobody: one wait is enough, the comparison will say so.
        patient = false;
        return consumers.get(0);
    }
}
