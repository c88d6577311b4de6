package dev.touchstone.suite.lab;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a case says beside pass or fail. */
public final class Remarks {
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final List<String> nonStrict = new CopyOnWriteArrayList<>();
    private final List<String> infos = new CopyOnWriteArrayList<>();
    private volatile String seed = "";

    /** Records a value; the verdict stays what it is. */
    public void note(String text) {
        notes.add(text);
    }

    /** What came is allowed but not canonical: the verdict is NON_STRICT unless something worse happens. */
    public void nonStrict(String text) {
        nonStrict.add(text);
    }

    /** The case only records a value and judges nothing: the verdict is INFO. */
    public void info(String text) {
        infos.add(text);
    }

    /** What the case tried was generated from that seed. */
    public void generatedFrom(String usedSeed) {
        seed = usedSeed;
    }

    /** The seed that repeats the case; empty where nothing was generated. */
    public String seed() {
        return seed;
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    public List<String> nonStrict() {
        return List.copyOf(nonStrict);
    }

    public List<String> infos() {
        return List.copyOf(infos);
    }
}
