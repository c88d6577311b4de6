package dev.touchstone.broker.queue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Random commands to a queue and to a model of lists, which must agree after each of them. */
class QueueMachineModelTest {
    @Property(tries = 400)
    void theMachineAgreesWithTheModel(@ForAll @Size(max = 120) List<@IntRange(min = 0, max = 9_999) Integer> commands) {
        QueueSession session = new QueueSession();
        for (int command : commands) {
            session.run(command % 10, command / 10);
            session.agrees();
        }
        session.end();
    }
}
