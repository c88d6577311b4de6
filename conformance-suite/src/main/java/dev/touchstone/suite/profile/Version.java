package dev.touchstone.suite.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The numbers at the head of a version such as {@code 3.10.8} or {@code 4.1.0-rc.1}. What follows them is not looked at, so a release candidate counts as
 * its release; missing numbers count as 0.
 */
record Version(List<Integer> numbers) implements Comparable<Version> {
    private static final Pattern HEAD = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9}){0,5})(?:[^0-9.].*)?");

    static Optional<Version> parse(String text) {
        Matcher head = HEAD.matcher(text.strip());
        if (!head.matches()) {
            return Optional.empty();
        }
        List<Integer> numbers = new ArrayList<>();
        for (String number : head.group(1).split("\\.", -1)) {
            numbers.add(Integer.valueOf(number));
        }
        while (!numbers.isEmpty() && numbers.get(numbers.size() - 1) == 0) {
            numbers.remove(numbers.size() - 1);
        }
        return Optional.of(new Version(List.copyOf(numbers)));
    }

    @Override
    public int compareTo(Version other) {
        int longest = Math.max(numbers.size(), other.numbers.size());
        for (int i = 0; i < longest; i++) {
            int difference = Integer.compare(number(i), other.number(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private int number(int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }

    @Override
    public String toString() {
        return numbers.isEmpty() ? "0" : numbers.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
