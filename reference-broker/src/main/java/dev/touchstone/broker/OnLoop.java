package dev.touchstone.broker;

import dev.touchstone.broker.connection.Loop;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Asks what only a loop may answer. */
final class OnLoop {
    private OnLoop() {}

    /** Waits for the answer; on the loop itself it is given at once. */
    static <T> T ask(Loop loop, Supplier<T> question) {
        if (loop.isHere()) {
            return question.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.post(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.join();
    }
}
