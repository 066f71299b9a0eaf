package dev.phoenix.resource;

/**
 * An attribute that must be there is not, or is of another kind. Of what the files want phoenix has
 * made the attributes itself, so it is the state that somebody has edited or that was damaged.
 */
public final class UnfitAttributeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitAttributeException(String message) {
    super(message);
  }

  /** What is wrong, and the way out. */
  public String advice() {
    return "in the state %s: it was edited, or damaged. phoenix state history lists the earlier states, phoenix state restore SERIAL puts one back; phoenix state forget ADDRESS forgets what is damaged."
        .formatted(getMessage());
  }
}
