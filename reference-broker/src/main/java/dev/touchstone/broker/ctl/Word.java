package dev.touchstone.broker.ctl;

import java.util.function.Supplier;

/**
 * One word of the control command.
 *
 * @param least how many arguments it needs
 * @param most how many it takes
 * @param banner what it says before it begins
 * @param work what it does; returns what it says at the end, perhaps nothing
 */
record Word(int least, int most, Supplier<String> banner, Supplier<String> work) {
    static final int ANY = Integer.MAX_VALUE;

    static Word of(int arguments, Supplier<String> banner, Supplier<String> work) {
        return new Word(arguments, arguments, banner, work);
    }
}
