package dev.phoenix.provider.docker;

/**
 * The name of an image, taken apart as the engine's pull wants it.
 *
 * @param tag tag, or digest with its {@code sha256:}
 */
record ImageReference(String repository, String tag) {
  static ImageReference of(String reference) {
    int digest = reference.indexOf('@');
    if (digest >= 0) {
      return new ImageReference(reference.substring(0, digest), reference.substring(digest + 1));
    }
    int colon = reference.lastIndexOf(':');
    boolean tagged = colon > reference.lastIndexOf('/');
    return tagged
        ? new ImageReference(reference.substring(0, colon), reference.substring(colon + 1))
        : new ImageReference(reference, "latest");
  }
}
