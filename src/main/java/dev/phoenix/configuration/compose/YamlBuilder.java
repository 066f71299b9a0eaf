package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.Yaml.Entry;
import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.configuration.compose.Yaml.Scalar;
import dev.phoenix.configuration.compose.Yaml.Sequence;
import dev.phoenix.configuration.compose.Yaml.Span;
import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Builds a tree from the events of one document: the library's own composer has no bound on depth,
 * knows no merge keys and lets aliases multiply.
 */
final class YamlBuilder {
  /** No real Compose file comes near these; a bomb is stopped by them. */
  static final int MOST_CHARACTERS = 1 << 20;

  static final int MOST_DEPTH = 100;
  static final long MOST_VALUES = 200_000;

  private final String file;
  private final Iterator<Event> events;
  private final boolean characterOffsets;
  private final String text;
  private final Map<String, Yaml> anchors = new HashMap<>();
  private long values;
  private final Map<String, Long> anchoredValues = new HashMap<>();

  YamlBuilder(String text, String file) {
    this.text = text;
    this.file = file;
    this.characterOffsets = text.codePointCount(0, text.length()) == text.length();
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(MOST_CHARACTERS + 1).setLabel(file).build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /** The document; an empty file is an empty text. */
  Yaml document() {
    events.next(); // the start of the stream
    Event first = events.next();
    if (first.getEventId() == Event.ID.StreamEnd) {
      return new Scalar("", true, new Span(1, 1, 0, 0));
    }
    Yaml root = value(events.next(), 0);
    events.next(); // the end of the document
    Event behind = events.next();
    if (behind.getEventId() != Event.ID.StreamEnd) {
      throw refuse(behind, "a second YAML document begins here", "Keep one document a file.");
    }
    return root;
  }

  private Yaml node(Event event, int depth) {
    if (event instanceof ScalarEvent scalar) {
      boolean plain = scalar.isPlain() && scalar.getTag().isEmpty();
      return new Scalar(scalar.getValue(), plain, span(scalar, scalar));
    }
    if (event instanceof SequenceStartEvent start) {
      return sequence(start, depth);
    }
    if (event instanceof MappingStartEvent start) {
      return mapping(start, depth);
    }
    throw new IllegalStateException("unexpected " + event);
  }

  private Yaml value(Event event, int depth) {
    if (depth > MOST_DEPTH) {
      throw refuse(event, "nested deeper than " + MOST_DEPTH + " levels", "Flatten the file.");
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    long before = values;
    count(event, 1);
    Yaml value = node(event, depth);
    ((NodeEvent) event)
        .getAnchor()
        .ifPresent(anchor -> {
          anchors.put(anchor.getValue(), value);
          anchoredValues.put(anchor.getValue(), values - before);
        });
    return value;
  }

  private Yaml alias(AliasEvent event) {
    String name = event.getAlias().getValue();
    Yaml value = anchors.get(name);
    if (value == null) {
      throw refuse(
          event,
          "the alias *" + name + " has no anchor before it",
          "Write &" + name + " at the value it stands for, above this line.");
    }
    count(event, anchoredValues.getOrDefault(name, 1L));
    return value;
  }

  /** An alias counts as all that it stands for: this is what keeps a few lines from exploding. */
  private void count(Event event, long more) {
    values += more;
    if (values > MOST_VALUES) {
      throw refuse(
          event,
          "more than " + MOST_VALUES + " values",
          "Aliases count as what they stand for. Make the file smaller.");
    }
  }

  private Yaml sequence(SequenceStartEvent start, int depth) {
    List<Yaml> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(value(event, depth + 1));
      event = events.next();
    }
    return new Sequence(items, start.isFlow(), span(start, event));
  }

  private Yaml mapping(MappingStartEvent start, int depth) {
    Map<String, Entry> own = new LinkedHashMap<>();
    Map<String, Entry> merged = new LinkedHashMap<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      Event keyEvent = event;
      if (!(value(keyEvent, depth + 1) instanceof Scalar key)) {
        throw refuse(keyEvent, "a key must be a text", "Quote the key if it is one.");
      }
      Event valueEvent = events.next();
      Yaml value = value(valueEvent, depth + 1);
      if (key.plain() && key.text().equals("<<")) {
        merge(valueEvent, value, merged);
      } else {
        Entry earlier = own.putIfAbsent(key.text(), new Entry(key, value, false));
        if (earlier != null) {
          throw refuse(
              keyEvent,
              "the key \"" + key.text() + "\" is there twice",
              "It stands in line " + earlier.key().span().line() + " already. Remove one.");
        }
      }
      event = events.next();
    }
    merged.forEach(own::putIfAbsent);
    return new Mapping(own, start.isFlow(), span(start, event));
  }

  private void merge(Event event, Yaml source, Map<String, Entry> merged) {
    switch (source) {
      case Mapping mapping ->
          mapping
              .entries()
              .forEach((name, entry) ->
                  merged.putIfAbsent(name, new Entry(entry.key(), entry.value(), true)));
      case Sequence sequence when sequence.items().stream().allMatch(Mapping.class::isInstance) ->
          sequence.items().forEach(item -> merge(event, item, merged));
      case Sequence sequence -> throw notAMap(event);
      case Scalar scalar -> throw notAMap(event);
    }
  }

  private Refused notAMap(Event event) {
    return refuse(event, "\"<<\" must name a map", "Write <<: *anchor, or a list of such.");
  }

  private Refused refuse(Event event, String summary, String detail) {
    Position place = event.getStartMark().map(m -> position(file, m)).orElse(Position.ofFile(file));
    return new Refused(Diagnostic.error(summary, detail).at(place));
  }

  private Span span(Event start, Event end) {
    Mark from = start.getStartMark().orElseThrow();
    Mark to = end.getEndMark().orElseThrow();
    return new Span(from.getLine() + 1, from.getColumn() + 1, offset(from), offset(to));
  }

  private int offset(Mark mark) {
    return characterOffsets ? mark.getIndex() : text.offsetByCodePoints(0, mark.getIndex());
  }

  static Position position(String file, Mark mark) {
    return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Leaves the recursion with what to say; {@link YamlReader} says it. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    Refused(Diagnostic diagnostic) {
      super(diagnostic.summary(), null, false, false);
      this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
      return diagnostic;
    }
  }
}
