package dev.phoenix.configuration.compose;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value of a YAML document, with aliases and merge keys resolved. */
sealed interface Yaml {
  Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  Span span();

  /**
   * Where a value stands.
   *
   * @param line from 1
   * @param column from 1
   * @param start offset of its first character
   * @param end offset behind its last character
   */
  record Span(int line, int column, int start, int end) {}

  /**
   * A scalar.
   *
   * @param plain written without quotes, so that {@code null} is not the text "null"
   */
  record Scalar(String text, boolean plain, Span span) implements Yaml {
    boolean isNull() {
      return plain && NULLS.contains(text);
    }
  }

  /**
   * A list.
   *
   * @param flow written in brackets
   */
  record Sequence(List<Yaml> items, boolean flow, Span span) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * A map in the order of the file; what merge keys bring comes last.
   *
   * @param flow written in braces
   */
  record Mapping(Map<String, Entry> entries, boolean flow, Span span) implements Yaml {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Nullable Yaml get(String name) {
      Entry entry = entries.get(name);
      return entry == null ? null : entry.value();
    }

    /** The value as a map; null if it is none or missing. */
    @Nullable Mapping mapping(String name) {
      return get(name) instanceof Mapping mapping ? mapping : null;
    }

    /** The text of a scalar that is not null. */
    @Nullable String text(String name) {
      return get(name) instanceof Scalar scalar && !scalar.isNull() ? scalar.text() : null;
    }

    boolean flag(String name) {
      return "true".equalsIgnoreCase(text(name));
    }
  }

  /**
   * A key with its value.
   *
   * @param merged brought in by a merge key
   */
  record Entry(Scalar key, Yaml value, boolean merged) {}

  /** Whether two values hold the same, wherever they stand and whatever the order of keys. */
  static boolean same(Yaml one, Yaml other) {
    return switch (one) {
      case Scalar a ->
          other instanceof Scalar b
              && a.isNull() == b.isNull()
              && (a.isNull() || (a.text().equals(b.text()) && sameKind(a, b)));
      case Sequence a ->
          other instanceof Sequence b
              && a.items().size() == b.items().size()
              && zip(a.items(), b.items());
      case Mapping a ->
          other instanceof Mapping b
              && a.entries().keySet().equals(b.entries().keySet())
              && a.entries().values().stream()
                  .allMatch(entry -> same(entry.value(), required(b, entry.key().text())));
    };
  }

  /** A quoted 80 is a text and a plain one a number; both are the same where neither is. */
  private static boolean sameKind(Scalar a, Scalar b) {
    return a.plain() == b.plain() || !LOOKS_TYPED.matcher(a.text()).matches();
  }

  java.util.regex.Pattern LOOKS_TYPED =
      java.util.regex.Pattern.compile("[-+.]?[0-9].*|(?i)true|false|[-+]?\\.inf|\\.nan");

  private static boolean zip(List<Yaml> one, List<Yaml> other) {
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Yaml required(Mapping mapping, String key) {
    Yaml value = mapping.get(key);
    if (value == null) {
      throw new IllegalStateException("no key " + key);
    }
    return value;
  }
}
