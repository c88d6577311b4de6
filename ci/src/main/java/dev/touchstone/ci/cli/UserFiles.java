package dev.touchstone.ci.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files that a user names in options: what cannot be read or written is the user's to mend. */
final class UserFiles {
    private UserFiles() {}

    /** What stands in a file. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserError(ExitCodes.USAGE, "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes a file, if one was named. */
    static void write(@Nullable Path file, String text) {
        if (file != null) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UserError(ExitCodes.USAGE, "cannot write " + file + ": " + e.getMessage(), e);
            }
        }
    }

    /** Finds out before the work, not after it, that a file cannot be written, if one was named. */
    static void checkWritable(@Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || (folder != null && !Files.isDirectory(folder))) {
            throw new UserError(
                    ExitCodes.USAGE,
                    "cannot write " + file + ": "
                            + (Files.isDirectory(file) ? "it is a folder" : "its folder is missing"));
        }
    }
}
