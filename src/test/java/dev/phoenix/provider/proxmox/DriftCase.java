package dev.phoenix.provider.proxmox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One attribute, how somebody changes it by hand, and how the files change it.
 *
 * @param paths that differ then
 * @param by hand: what root@pam does, see {@link DriftHand}
 * @param drift what putting it right does once that has taken effect
 * @param edits texts of the resource that are replaced, and by what
 * @param files what the change in the files does
 * @param since release that has it, as 801
 */
record DriftCase(
    String guest,
    List<String> paths,
    List<String> by,
    Effect drift,
    List<Edit> edits,
    Effect files,
    int since) {

  /** A change of the text of a resource. */
  record Edit(String from, String to) {
    String in(String text) {
      if (!text.contains(from)) {
        throw new IllegalArgumentException(from + " is not in " + text);
      }
      return text.replace(from, to);
    }
  }

  /** What a plan says of a change. */
  enum Effect {
    /** Nobody can do that, or nobody can see it. */
    NONE,
    LIVE,
    /** A card is plugged out and in. */
    RESTART,
    /** What waits for the next start is taken back live; what has come into effect needs one. */
    REBOOT,
    /** There is no waiting: it needs one in any case. */
    REBOOT_NOW,
    /** A container is stopped for it and started again. */
    STOP,
    ANEW,
    /** A disk that is too large: reported, and right once the files say so. */
    REFUSED,
    /** Only says where the guest is made. */
    RECORDED;

    static final Set<Effect> TOGETHER = EnumSet.of(LIVE, RESTART, REBOOT);
  }

  /** Of a table: guest, paths, hand, what it does, before and after in the files, what it does. */
  static List<DriftCase> of(String table) {
    return table.lines().filter(line -> !line.isBlank()).map(DriftCase::parse).toList();
  }

  private static DriftCase parse(String line) {
    List<String> cells = Stream.of(line.split("\\|", -1)).map(String::strip).toList();
    String[] since = cells.get(0).split("@", -1);
    String[] edit = cells.get(4).split(" ->", -1);
    return new DriftCase(
        since[0],
        List.of(cells.get(1).split(",", -1)),
        cells.get(2).isEmpty() ? List.of() : List.of(cells.get(2).split(" ; ", -1)),
        Effect.valueOf(cells.get(3)),
        List.of(new Edit(edit[0], edit.length > 1 ? edit[1].strip() : "")),
        Effect.valueOf(cells.get(5)),
        since.length > 1 ? Integer.parseInt(since[1]) : 0);
  }

  /** What the files make of the resource. */
  String edit(String json) {
    String edited = json;
    for (Edit edit : edits) {
      edited = edit.in(edited);
    }
    return edited;
  }

  /**
   * The hands that do the same to what runs on one guest, where their attributes are told apart.
   */
  static List<DriftCase> together(List<DriftCase> cases) {
    List<DriftCase> few = new ArrayList<>();
    for (DriftCase one : cases) {
      int at = 0;
      while (at < few.size() && !few.get(at).goesWith(one)) {
        at++;
      }
      if (at == few.size()) {
        few.add(one);
      } else {
        few.set(at, few.get(at).and(one));
      }
    }
    return few;
  }

  private boolean goesWith(DriftCase other) {
    return Effect.TOGETHER.contains(drift)
        && drift == other.drift
        && guest.equals(other.guest)
        && Collections.disjoint(keys(), other.keys())
        && paths.stream()
            .noneMatch(a ->
                other.paths.stream()
                    .anyMatch(b -> (a + ".").startsWith(b + ".") || (b + ".").startsWith(a + ".")));
  }

  /** What the hand lays on. */
  private Set<String> keys() {
    return by.stream()
        .map(it -> it.replaceFirst("^-", "").split("[=~ ]", -1)[0])
        .collect(Collectors.toSet());
  }

  private DriftCase and(DriftCase other) {
    return new DriftCase(
        guest,
        join(paths, other.paths),
        join(by, other.by),
        drift,
        join(edits, other.edits),
        files,
        Math.max(since, other.since));
  }

  private static <T> List<T> join(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  String type() {
    return guest.substring(0, guest.indexOf('/'));
  }

  /** The paths with {@code *} for slots. */
  Set<String> general() {
    return paths.stream()
        .map(path -> path.replaceFirst("^(disks|nets|mounts)\\.[^.]+", "$1.*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether these paths are of this attribute and of no other. */
  boolean explains(List<String> differences) {
    return paths.stream().allMatch(p -> differences.stream().anyMatch(it -> lies(it, p)))
        && differences.stream().allMatch(it -> paths.stream().anyMatch(p -> lies(it, p)));
  }

  private static boolean lies(String path, String in) {
    return (path + ".").startsWith(in + ".");
  }

  @Override
  public String toString() {
    return guest + " " + String.join(",", paths);
  }
}
