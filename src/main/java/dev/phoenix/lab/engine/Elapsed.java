package dev.phoenix.lab.engine;

/** A length of time in the engine's words, such as {@code About a minute}. */
final class Elapsed {
  private Elapsed() {}

  static String text(long millis) {
    long seconds = millis / 1000;
    if (seconds < 60) {
      return seconds < 1 ? "Less than a second" : seconds == 1 ? "1 second" : seconds + " seconds";
    }
    long minutes = seconds / 60;
    if (minutes < 60) {
      return minutes == 1 ? "About a minute" : minutes + " minutes";
    }
    long hours = Math.round(minutes / 60.0);
    if (hours < 48) {
      return hours == 1 ? "About an hour" : hours + " hours";
    }
    long days = hours / 24;
    return days < 14 ? days + " days" : days / 7 + " weeks";
  }
}
