package dev.phoenix.resource;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that is there, whoever made it, as whoever found it would have the files say it.
 *
 * @param type of resource that it could be, such as {@code vm}; another word where no type fits
 * @param in what it was found through
 * @param name as the world calls it
 * @param attributes what there is of it
 * @param secrets values that may be secret, by path
 * @param unsaid parts of it that no file can say, which stay as they are
 * @param refused why no file can say it at all; null if one can
 */
public record Finding(
    String type,
    Address in,
    String name,
    Attributes attributes,
    SortedMap<String, Secret> secrets,
    List<String> unsaid,
    @Nullable String refused) {
  public Finding {
    secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
    unsaid = List.copyOf(unsaid);
  }

  public Finding(String type, Address in, String name, Attributes attributes) {
    this(type, in, name, attributes, new TreeMap<>(), List.of(), null);
  }

  /** One of which no file can say anything. */
  public static Finding refused(String type, Address in, String name, String why) {
    return new Finding(type, in, name, Attributes.NONE, new TreeMap<>(), List.of(), why);
  }

  public Finding with(SortedMap<String, Secret> values) {
    return new Finding(type, in, name, attributes, values, unsaid, refused);
  }
}
