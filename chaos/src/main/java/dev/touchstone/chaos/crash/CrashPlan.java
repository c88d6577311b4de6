package dev.touchstone.chaos.crash;

/**
 * What a run does.
 *
 * @param cycles how often the broker is killed, 1 to 100,000
 * @param seed decides what clients do and when the kills come
 * @param mostLifeMillis a broker is killed at the latest this long after all clients are at work, 1 to 60,000
 * @param publishesPerCycle the most that is published between two kills, 1 to 1,000,000
 */
public record CrashPlan(int cycles, long seed, int mostLifeMillis, int publishesPerCycle) {
    private static final int MOST_LIFE_MILLIS = 400;
    private static final int PUBLISHES = 2_500;

    /** Refuses what is out of range. */
    public CrashPlan {
        inRange("cycles", cycles, 100_000);
        inRange("life", mostLifeMillis, 60_000);
        inRange("publishes", publishesPerCycle, 1_000_000);
    }

    /** The usual load. */
    public static CrashPlan of(int cycles, long seed) {
        return new CrashPlan(cycles, seed, MOST_LIFE_MILLIS, PUBLISHES);
    }

    private static void inRange(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + " must be from 1 to " + most + ", not " + value);
        }
    }
}
