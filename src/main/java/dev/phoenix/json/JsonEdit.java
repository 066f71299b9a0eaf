package dev.phoenix.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds to a JSON text and leaves all else in it as it stands, its comments and layout too. */
public final class JsonEdit {
  private static final String STEP = "  ";

  /** Behind strings, in which these signs mean nothing. */
  private static final Pattern COMMENT = Pattern.compile("^(?:[^\"/]|\"(?:\\\\.|[^\"\\\\])*\")*/");

  private final String text;
  private int at;

  private JsonEdit(String text) {
    this.text = text;
  }

  /**
   * Adds a member to an object.
   *
   * @param path names and numbers that lead from the root to the object, which must be there
   */
  public static String member(String text, List<String> path, String name, JsonNode value) {
    return new JsonEdit(text).add(path, name, value);
  }

  /** Adds members to an object; one that stands on one line is laid out anew. */
  public static String members(String text, List<String> path, ObjectNode more) {
    JsonEdit edit = new JsonEdit(text);
    edit.enter(new ArrayDeque<>(path));
    int open = edit.at;
    edit.skipValue();
    String object = text.substring(open, edit.at);
    if (object.indexOf('\n') < 0 && !COMMENT.matcher(object).find()) {
      ObjectNode all = (ObjectNode) JsonText.read(object);
      all.setAll(more);
      return text.substring(0, open)
          + JsonLayout.print(all, edit.indent(open))
          + text.substring(edit.at);
    }
    String result = text;
    for (Map.Entry<String, JsonNode> member : more.properties()) {
      result = member(result, path, member.getKey(), member.getValue());
    }
    return result;
  }

  /** Adds an element at the end of a list. */
  public static String element(String text, List<String> path, JsonNode value) {
    return new JsonEdit(text).add(path, null, value);
  }

  /** Whether something stands there. */
  public static boolean has(String text, List<String> path) {
    try {
      new JsonEdit(text).enter(new ArrayDeque<>(path));
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private String add(List<String> path, @Nullable String name, JsonNode value) {
    enter(new ArrayDeque<>(path));
    int open = at;
    int last = -1;
    at++;
    skipBlank();
    while (text.charAt(at) != '}' && text.charAt(at) != ']') {
      skipValue();
      last = at;
      skipBlank();
      if (text.charAt(at) == ':' || text.charAt(at) == ',') {
        at++;
        skipBlank();
      }
    }
    return insert(open, last, at, name, value);
  }

  private String insert(int open, int last, int close, @Nullable String name, JsonNode value) {
    boolean wide = text.substring(open, close).indexOf('\n') < 0 && text.indexOf('\n') >= 0;
    String indent = indent(open);
    String prefix = name == null ? "" : JsonLayout.name(name) + ": ";
    int end = close;
    while (Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    boolean inline = wide && last >= 0 && JsonLayout.print(value, "").indexOf('\n') < 0;
    String added =
        inline
            ? " " + prefix + JsonLayout.print(value, "")
            : "\n" + indent + STEP + prefix + JsonLayout.print(value, indent + STEP);
    StringBuilder result = new StringBuilder(text.substring(0, last < 0 ? end : last));
    if (last >= 0) {
      result.append(',').append(text, last, end);
    }
    result.append(added);
    if (inline || (text.substring(end, close).indexOf('\n') >= 0)) {
      result.append(text, end, close);
    } else {
      result.append('\n').append(indent);
    }
    return result.append(text.substring(close)).toString();
  }

  /** Of the line that the place is in. */
  private String indent(int place) {
    int start = text.lastIndexOf('\n', place) + 1;
    int end = start;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(start, end);
  }

  private void enter(Deque<String> path) {
    skipBlank();
    while (!path.isEmpty()) {
      String wanted = path.pop();
      boolean object = text.charAt(at) == '{';
      at++;
      skipBlank();
      for (int index = 0; ; index++) {
        String name = Integer.toString(index);
        if (text.charAt(at) == '}' || text.charAt(at) == ']') {
          throw new IllegalArgumentException("there is no " + wanted);
        }
        if (object) {
          name = string();
          skipBlank();
          at++;
          skipBlank();
        }
        if (name.equals(wanted)) {
          break;
        }
        skipValue();
        skipBlank();
        if (text.charAt(at) == ',') {
          at++;
          skipBlank();
        }
      }
    }
  }

  private String string() {
    int start = at;
    skipValue();
    return JsonText.read(text.substring(start, at)).asString();
  }

  private void skipBlank() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || c == '\uFEFF') {
        at++;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        at = text.indexOf("*/", at) + 2;
      } else {
        return;
      }
    }
  }

  private void skipValue() {
    char c = text.charAt(at);
    if (c == '"') {
      at++;
      while (text.charAt(at) != '"') {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      at++;
    } else if (c == '{' || c == '[') {
      at++;
      skipBlank();
      while (text.charAt(at) != '}' && text.charAt(at) != ']') {
        skipValue();
        skipBlank();
        if (text.charAt(at) == ':' || text.charAt(at) == ',') {
          at++;
          skipBlank();
        }
      }
      at++;
    } else {
      while (at < text.length()
          && ",:]}/".indexOf(text.charAt(at)) < 0
          && !Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }
  }
}
