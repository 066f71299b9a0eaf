package dev.phoenix.resource;

import java.util.Comparator;

/**
 * The name of a resource within a workspace: {@code type/name}, such as {@code docker/web1} or
 * {@code stack/web1/qdrant}.
 *
 * @param type the short word of the chain, such as {@code stack}
 * @param name what follows the first slash; may hold slashes itself
 */
public record Address(String type, String name) implements Comparable<Address> {
  private static final Comparator<Address> ORDER =
      Comparator.comparing(Address::type).thenComparing(Address::name);

  public Address {
    if (type.isEmpty() || type.indexOf('/') >= 0 || name.isEmpty()) {
      throw new IllegalArgumentException("not an address: " + type + "/" + name);
    }
  }

  /**
   * Reads {@code type/name}.
   *
   * @throws IllegalArgumentException if the text has no slash or an empty part
   */
  public static Address parse(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1) {
      throw new IllegalArgumentException("not an address: " + text);
    }
    return new Address(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public int compareTo(Address other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return type + "/" + name;
  }
}
