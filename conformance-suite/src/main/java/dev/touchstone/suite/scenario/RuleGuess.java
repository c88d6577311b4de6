package dev.touchstone.suite.scenario;

import dev.touchstone.suite.script.Event;
import dev.touchstone.suite.script.Step;

/** Which rule of the book speaks most likely of a step that went another way. */
final class RuleGuess {
    private RuleGuess() {}

    static String of(Step step, Event odd) {
        if (odd.fields().containsKey(Event.DEATH)) {
            return "DLX-05";
        }
        return switch (odd.kind()) {
            case RETURN -> "RETURN-01";
            case CONFIRMED, REFUSED -> "PUB-CONFIRM-04";
            case CANCELLED -> "CONS-09";
            case DELIVER, GOT -> odd.fields().containsKey(Event.REDELIVERED) ? "CONS-11" : "PUB-08";
            case CLOSED -> byStep(step, "CHAN-05");
            case CONNECTION_CLOSED, END -> byStep(step, "CHAN-06");
            default -> byStep(step, "CHAN-16");
        };
    }

    private static String byStep(Step step, String otherwise) {
        return switch (step.verb()) {
            case EXCHANGE_DECLARE -> "EXCH-04";
            case EXCHANGE_DELETE -> "EXCH-10";
            case EXCHANGE_BIND -> "E2E-04";
            case EXCHANGE_UNBIND -> "E2E-05";
            case QUEUE_DECLARE -> "QUEUE-05";
            case QUEUE_DELETE -> "QUEUE-16";
            case QUEUE_PURGE -> "QUEUE-17";
            case QUEUE_BIND -> "BIND-04";
            case QUEUE_UNBIND -> "BIND-05";
            case PUBLISH -> "PUB-01";
            case GET -> "CONS-13";
            case CONSUME -> "CONS-01";
            case CANCEL -> "CONS-08";
            case ACK, NACK, REJECT -> "ACK-02";
            case RECOVER -> "ACK-09";
            case QOS -> "QOS-01";
            case CONFIRM_SELECT -> "PUB-CONFIRM-03";
            case TX_SELECT, TX_COMMIT, TX_ROLLBACK -> "TX-01";
            default -> otherwise;
        };
    }
}
