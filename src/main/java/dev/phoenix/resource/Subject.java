package dev.phoenix.resource;

import org.jspecify.annotations.Nullable;

/**
 * One object to look at: as the files want it, as the state remembers it, or both.
 *
 * @param desired null if the files no longer name it
 * @param recorded null if the state does not know it
 */
public record Subject(Address address, @Nullable Resource desired, @Nullable Recorded recorded) {
  public Subject {
    if (desired == null && recorded == null) {
      throw new IllegalArgumentException(address + " is neither desired nor recorded");
    }
  }

  /** As the files want it, else as the state remembers it. */
  public Attributes attributes() {
    if (desired != null) {
      return desired.attributes();
    }
    return recorded == null ? Attributes.NONE : recorded.attributes();
  }

  /** As the state remembers it, else as the files want it: for looking at what was made before. */
  public Attributes recordedAttributes() {
    return recorded == null ? attributes() : recorded.attributes();
  }

  /** What it lives in, by the files, else by the state; null for nothing. */
  public @Nullable Address within() {
    if (desired != null) {
      return desired.within();
    }
    return recorded == null ? null : recorded.within();
  }

  public Identity identity() {
    return recorded == null ? Identity.UNKNOWN : recorded.identity();
  }

  /** Whether the path is a secret, in the files or in the state. */
  public boolean isSecret(String path) {
    return (desired != null && desired.secrets().containsKey(path))
        || (recorded != null && recorded.secretDigests().containsKey(path));
  }
}
