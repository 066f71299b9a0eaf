package dev.phoenix.diagnostic;

import java.util.Collection;

/** The sentence that asks whether the known name that is nearest to a mistyped one was meant. */
public final class Suggestion {
  private Suggestion() {}

  /** {@code Did you mean "image"? } with a blank behind it, or the empty text. */
  public static String sentence(String typed, Collection<String> known) {
    String near = Nearest.to(typed, known);
    return near == null ? "" : "Did you mean \"" + near + "\"? ";
  }
}
