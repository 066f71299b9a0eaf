package dev.phoenix.lab.host;

import java.util.ArrayList;
import java.util.List;

/** Tells the options of apt-get from its verb and packages. */
final class AptOptions {
  private AptOptions() {}

  /** The verb and the packages. */
  static List<String> without(List<String> words) {
    List<String> plain = new ArrayList<>();
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at);
      if (word.equals("-o") || word.equals("-t")) {
        at++;
      } else if (!word.startsWith("-")) {
        plain.add(word);
      }
    }
    return plain;
  }
}
