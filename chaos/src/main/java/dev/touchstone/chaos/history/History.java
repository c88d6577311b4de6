package dev.touchstone.chaos.history;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An append-only list of events, in the order in which they were added; safe for many threads. */
public final class History {
    private static final String HEADER = "# touchstone history 1: type epoch client queue lane number transaction flag";
    private static final int FIELDS = 8;

    private final List<Event> events = new ArrayList<>();

    /** Adds an event at the end. */
    public synchronized void add(Event event) {
        events.add(event);
    }

    /** All events until now. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** How many there are. */
    public synchronized int size() {
        return events.size();
    }

    /** Writes it as text, one event in a line. */
    public void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADER + "\n");
            for (Event event : events()) {
                out.write(line(event));
            }
        }
    }

    private static String line(Event event) {
        return event.type() + " " + event.epoch() + " " + event.client() + " " + event.queue() + " " + event.lane()
                + " " + event.number() + " " + event.transaction() + " " + (event.redelivered() ? 1 : 0) + "\n";
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the file cannot be read or is no history of this version; the message names the line
     */
    public static History read(Path file) throws IOException {
        History history = new History();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            if (!HEADER.equals(in.readLine())) {
                throw new IOException(file + " is no history of version 1");
            }
            int number = 2;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                history.add(parsed(file, number++, line));
            }
        }
        return history;
    }

    private static Event parsed(Path file, int number, String line) throws IOException {
        String[] words = line.split(" ", -1);
        try {
            if (words.length == FIELDS) {
                return new Event(
                        EventType.valueOf(words[0]),
                        Integer.parseInt(words[1]),
                        Integer.parseInt(words[2]),
                        Integer.parseInt(words[3]),
                        Integer.parseInt(words[4]),
                        Integer.parseInt(words[5]),
                        Integer.parseInt(words[6]),
                        words[7].equals("1"));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": line " + number + " is no event: " + line, e);
        }
        throw new IOException(file + ": line " + number + " has not " + FIELDS + " fields: " + line);
    }
}
