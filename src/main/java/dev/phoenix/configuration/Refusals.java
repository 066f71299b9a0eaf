package dev.phoenix.configuration;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;

/**
 * What was refused while the files were read. A check that finds something missing asks here first:
 * it may stand in the files and be broken, which has been said already. Safe for threads.
 */
final class Refusals {
  private final Map<String, List<String>> pointers = new ConcurrentHashMap<>();

  /** All of a file. */
  void file(String file) {
    value(file, "");
  }

  /** The value at a JSON pointer. */
  void value(String file, String pointer) {
    pointers.computeIfAbsent(bare(file), _ -> new CopyOnWriteArrayList<>()).add(pointer);
  }

  /** Whether anything in the folder of a stack was refused, or all of these folders. */
  boolean inStack(String stack) {
    return pointers.keySet().stream()
        .anyMatch(file -> file.equals("stacks/") || file.startsWith("stacks/" + stack + "/"));
  }

  /**
   * Whether a value of that kind was refused, or what it stands in.
   *
   * @param path JSON pointer whose part {@code *} is any name or number
   */
  boolean hide(String file, String path) {
    return any(
        file, path, (refused, wanted) -> refused.size() <= wanted.size() && meet(refused, wanted));
  }

  /** The same, or whether a part of it was refused. */
  boolean touch(String file, String path) {
    return any(file, path, Refusals::meet);
  }

  private boolean any(String file, String path, BiPredicate<List<String>, List<String>> meeting) {
    List<String> refused = pointers.get(bare(file));
    if (refused == null) {
      return false;
    }
    List<String> wanted = parts(path);
    return refused.stream().anyMatch(pointer -> meeting.test(parts(pointer), wanted));
  }

  private static String bare(String file) {
    return file.startsWith("etc/") ? file.substring("etc/".length()) : file;
  }

  private static boolean meet(List<String> refused, List<String> wanted) {
    for (int i = 0; i < Math.min(refused.size(), wanted.size()); i++) {
      if (!wanted.get(i).equals("*") && !wanted.get(i).equals(refused.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> parts(String pointer) {
    return pointer.isEmpty() ? List.of() : List.of(pointer.substring(1).split("/", -1));
  }
}
