package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Subject;
import java.util.Set;

/** Whose the guest of a number is. */
enum Ownership {
  OURS,
  /** Not recorded, and without our mark: taken only when asked. */
  FOREIGN,
  /** Recorded, but the number was given to another guest since. */
  OTHER;

  /** Locks under which a guest is being made: its description is written last. */
  private static final Set<String> MAKING = Set.of("clone", "create");

  /** Whether its configuration says no more of it than that it is being made. */
  static boolean isBeingMade(GuestConfig config) {
    return MAKING.contains(config.lock());
  }

  static Ownership of(Subject subject, GuestConfig config) {
    Description description = config.description();
    Recorded recorded = subject.recorded();
    if (recorded == null) {
      return description.isOf(subject.address()) ? OURS : FOREIGN;
    }
    String mark = recorded.identity().part("mark");
    if (description.isOf(subject.address())) {
      return mark.isEmpty() || mark.equals(description.mark()) ? OURS : OTHER;
    }
    if (isBeingMade(config)) {
      return OURS;
    }
    if (description.owner() != null) {
      // The mark of an address that it had before it was renamed.
      return !mark.isEmpty() && mark.equals(description.mark()) ? OURS : OTHER;
    }
    if (mark.isEmpty()) {
      // Adopted as it was; one that was begun and never seen made is somebody else's.
      return recorded.identity().isKnown() ? OURS : OTHER;
    }
    // Somebody rewrote the description: the tag or the name still says whose it is.
    boolean tagged = CloudInitField.words(config.get("tags")).contains(Description.TAG);
    String name = config.get("name") + config.get("hostname");
    return tagged || name.equals(recorded.attributes().text("name", "")) ? OURS : OTHER;
  }
}
