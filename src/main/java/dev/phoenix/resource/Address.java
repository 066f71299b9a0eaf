package dev.phoenix.resource;

import org.jspecify.annotations.Nullable;

/**
 * The name of a resource within a workspace: {@code type/name}, such as {@code docker/web1} or
 * {@code stack/web1/qdrant}.
 *
 * @param type the short word of the chain, such as {@code stack}
 * @param name what follows the first slash; may hold slashes itself
 */
public record Address(String type, String name) implements Comparable<Address> {
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
    int first = type.compareTo(other.type);
    return first != 0 ? first : name.compareTo(other.name);
  }

  // Written out: to link those that Java would make takes longer than to plan a small fleet.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address that && name.equals(that.name) && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + name.hashCode();
  }

  @Override
  public String toString() {
    return type + "/" + name;
  }
}
