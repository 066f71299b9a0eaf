package dev.phoenix.state;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A state that was written once and is kept among the history; its name says what a state must not.
 *
 * @param epoch of the run that kept it, which orders them: a clock may be set back
 * @param operation which command wrote it; {@code found} if phoenix met it and had not written it
 */
public record Earlier(Path file, long epoch, long serial, String operation, Instant when)
    implements Comparable<Earlier> {
  static final String FOUND = "found";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern NAME =
      Pattern.compile("([0-9]{1,18})-([0-9]{1,18})-([a-z_]+)-([0-9TZ]+)\\.json");
  private static final Comparator<Earlier> ORDER =
      Comparator.comparingLong(Earlier::epoch).thenComparingLong(Earlier::serial);

  static Earlier in(Path folder, long epoch, long serial, String operation, Instant when) {
    String name =
        "%06d-%06d-%s-%s.json"
            .formatted(epoch, serial, operation.replace(' ', '_'), TIME.format(when));
    return new Earlier(folder.resolve(name), epoch, serial, operation, when);
  }

  /** Null if the file is none. */
  static @Nullable Earlier read(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      return null;
    }
    try {
      return new Earlier(
          file,
          Long.parseLong(name.group(1)),
          Long.parseLong(name.group(2)),
          name.group(3).replace('_', ' '),
          TIME.parse(name.group(4), Instant::from));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Its serial; with its epoch behind if a later one among these has the same serial. */
  public String name(List<Earlier> history) {
    boolean last = history.stream().noneMatch(o -> o.serial() == serial && o.compareTo(this) > 0);
    return last ? Long.toString(serial) : serial + "@" + epoch;
  }

  /** What it holds; null if it is damaged or gone. */
  public @Nullable State state() {
    try {
      byte[] bytes = Disk.read(file);
      return bytes == null ? null : StateFile.read(bytes);
    } catch (IOException | MalformedException e) {
      return null;
    }
  }

  /** In bytes. */
  public long size() {
    return file.toFile().length();
  }

  @Override
  public int compareTo(Earlier other) {
    return ORDER.compare(this, other);
  }
}
