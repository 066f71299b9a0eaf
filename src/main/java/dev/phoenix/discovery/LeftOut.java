package dev.phoenix.discovery;

/**
 * What was found and stands in no file.
 *
 * @param what as the world calls it, with its kind
 * @param why a sentence, or several, without the last full stop
 */
public record LeftOut(String what, String why) implements Comparable<LeftOut> {
  @Override
  public int compareTo(LeftOut other) {
    int first = what.compareTo(other.what);
    return first != 0 ? first : why.compareTo(other.why);
  }
}
