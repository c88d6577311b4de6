package dev.touchstone.broker.ledger;

import java.util.List;

/**
 * A folder of named files, as the world offers it. What is written is safe from the end of the process at once, from the loss of power only after
 * {@link DiskFile#force}; that a name exists, is gone or has changed, only after {@link #forceFolder}.
 *
 * <p>Every method throws {@link DiskException}. Names are plain: letters, digits, dots and hyphens. A disk may be used by several threads, one of its
 * files by one at a time.
 */
public interface Disk {
    /** The folder of that name in this one; made if it is missing. */
    Disk folder(String name);

    /** The names of the files and folders here, in the order of the alphabet. */
    List<String> list();

    /** Opens a file to read and write; an empty one is made if it is missing. */
    DiskFile open(String name);

    /** Deletes a file, or a folder with everything in it; nothing happens if it is missing. */
    void delete(String name);

    /** Gives a file another name, at once and whole; a file that has that name goes. */
    void rename(String from, String to);

    /** Makes names safe: returns when what was made, deleted and renamed here cannot be undone by a loss of power. */
    void forceFolder();
}
