package dev.phoenix.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The compiled classes of phoenix and the classes that each of them names. */
final class Packages {
  private static final Path CLASSES = Path.of("target", "classes");
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+);");

  private final SortedMap<String, SortedSet<String>> uses = new TreeMap<>();
  private final List<String> annotated = new ArrayList<>();

  static Packages read() {
    Packages packages = new Packages();
    try (Stream<Path> files = Files.walk(CLASSES)) {
      files.filter(file -> file.toString().endsWith(".class")).forEach(packages::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packages;
  }

  private void add(Path file) {
    ClassModel model = parse(file);
    String name = dotted(model.thisClass().asInternalName());
    SortedSet<String> named = new TreeSet<>();
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof ClassEntry used) {
        collect(used.asInternalName(), named);
      } else if (entry instanceof Utf8Entry text) {
        inDescriptor(text.stringValue(), named);
      }
    }
    if (name.endsWith(".package-info")) {
      if (named.contains("org.jspecify.annotations.NullMarked")) {
        annotated.add(packageOf(name));
      }
    } else {
      uses.put(name, named);
    }
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(String internalName, SortedSet<String> named) {
    if (internalName.startsWith("[")) {
      inDescriptor(internalName, named);
    } else {
      named.add(dotted(internalName));
    }
  }

  /** Types of fields, parameters and annotations stand in descriptors only. */
  private static void inDescriptor(String text, SortedSet<String> named) {
    if (text.indexOf(';') >= 0 && text.indexOf(' ') < 0) {
      Matcher matcher = IN_DESCRIPTOR.matcher(text);
      while (matcher.find()) {
        named.add(dotted(matcher.group(1)));
      }
    }
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }

  static String packageOf(String className) {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
  }

  /** The classes that each class names, by class. */
  SortedMap<String, SortedSet<String>> uses() {
    return uses;
  }

  List<String> nullMarked() {
    return annotated;
  }

  SortedSet<String> all() {
    SortedSet<String> all = new TreeSet<>();
    uses.keySet().forEach(name -> all.add(packageOf(name)));
    return all;
  }

  /** The packages of phoenix that each of its packages names, itself left out. */
  SortedMap<String, SortedSet<String>> dependencies() {
    SortedMap<String, SortedSet<String>> result = new TreeMap<>();
    uses.forEach((user, used) -> {
      Set<String> packages = result.computeIfAbsent(packageOf(user), name -> new TreeSet<>());
      used.stream()
          .map(Packages::packageOf)
          .filter(name -> name.startsWith("dev.phoenix") && !name.equals(packageOf(user)))
          .forEach(packages::add);
    });
    return result;
  }
}
