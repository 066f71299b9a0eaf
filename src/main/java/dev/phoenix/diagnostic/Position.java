package dev.phoenix.diagnostic;

/**
 * A place in a file.
 *
 * @param file path as the user would type it, relative to the workspace
 * @param line from 1; 0 where only the file is known
 * @param column from 1; 0 where only the line is known
 */
public record Position(String file, int line, int column) implements Comparable<Position> {
  public static Position ofFile(String file) {
    return new Position(file, 0, 0);
  }

  @Override
  public int compareTo(Position other) {
    int first = file.compareTo(other.file);
    int second = first != 0 ? first : Integer.compare(line, other.line);
    return second != 0 ? second : Integer.compare(column, other.column);
  }

  /** {@code file:line:column}, as far as known. */
  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
