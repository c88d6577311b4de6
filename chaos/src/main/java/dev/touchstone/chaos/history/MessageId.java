package dev.touchstone.chaos.history;

/**
 * The name of a message.
 *
 * @param lane the channel that published it, kept over reconnects
 * @param number its place among the publishes of that lane
 */
public record MessageId(int lane, int number) {
    @Override
    public String toString() {
        return lane + "/" + number;
    }
}
