package dev.phoenix.lab.engine;

import java.util.regex.Pattern;

/**
 * An image reference.
 *
 * @param registry the host, {@code docker.io} if none is written
 * @param path the repository within it, {@code library/} added where Docker Hub adds it
 * @param familiar the repository as people write it
 * @param tag the tag or digest, {@code latest} if none is written
 */
public record Reference(String registry, String path, String familiar, String tag) {
  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z0-9.\\-]+(:\\d+)?/)?[a-z0-9]+([._\\-/]+[a-z0-9]+)*"
              + "(:[A-Za-z0-9_][A-Za-z0-9_.\\-]{0,127})?(@sha256:[0-9a-f]{64})?");

  /**
   * Reads a reference.
   *
   * @throws Refusal if it is none
   */
  public static Reference of(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new Refusal(400, "invalid reference format");
    }
    int digest = text.indexOf('@');
    String named = digest < 0 ? text : text.substring(0, digest);
    int colon = named.lastIndexOf(':');
    boolean tagged = colon > named.lastIndexOf('/');
    String name = tagged ? named.substring(0, colon) : named;
    String tag = tagged ? named.substring(colon + 1) : "latest";
    return of(name, digest < 0 ? tag : text.substring(digest + 1));
  }

  private static Reference of(String name, String tag) {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    if (!host) {
      return new Reference("docker.io", slash < 0 ? "library/" + name : name, name, tag);
    }
    String path = name.substring(slash + 1);
    if (!first.equals("docker.io")) {
      return new Reference(first, path, name, tag);
    }
    String familiar = path.startsWith("library/") ? path.substring("library/".length()) : path;
    return new Reference(first, path.contains("/") ? path : "library/" + path, familiar, tag);
  }

  /** As the engine lists it: {@code nginx:1.27} or {@code nginx@sha256:...}. */
  @Override
  public String toString() {
    return familiar + (tag.startsWith("sha256:") ? "@" : ":") + tag;
  }
}
