package dev.phoenix.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Why a file or folder cannot be read.
 *
 * @param reason begins with "it" or the like, no full stop
 * @param next what to do about it, a sentence
 */
record Obstacle(String reason, String next) {

  /** What stands in the way of reading it as a file of at most so many bytes; null if nothing. */
  static @Nullable Obstacle before(Path path, long longest) {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      if (file.isDirectory()) {
        return new Obstacle("it is a directory", "Put a file of this name in its place.");
      }
      if (!file.isRegularFile()) {
        return new Obstacle("it is not a regular file", "Put a file of this name in its place.");
      }
      return file.size() > longest ? tooLong(file.size(), longest) : null;
    } catch (IOException failure) {
      return of(path, failure);
    }
  }

  static Obstacle tooLong(long size, long longest) {
    return new Obstacle(
        "it is " + megabytes(size) + " MB long; " + megabytes(longest) + " MB are read at most",
        "Is it the right file?");
  }

  static Obstacle of(Path path, IOException failure) {
    return switch (failure) {
      case UnreadableFile known -> known.obstacle();
      case NoSuchFileException _ when isLink(path) ->
          new Obstacle("it is a link that leads nowhere", "Lead it to what is meant.");
      case NoSuchFileException _ -> new Obstacle("it does not exist", "Put it there.");
      case AccessDeniedException _ ->
          new Obstacle(
              "reading it is not permitted",
              "Run phoenix as its owner, or let others read it: chmod a+rX.");
      case CharacterCodingException _ ->
          new Obstacle("it is not UTF-8 text", "Save the file as UTF-8.");
      // The system says "too many levels of symbolic links", in words of its own.
      case FileSystemException _ when isLink(path) ->
          new Obstacle("it is a link that leads back to itself", "Lead it to what is meant.");
      case FileSystemException denied when denied.getReason() != null ->
          new Obstacle("the system says \"" + denied.getReason() + "\"", "Try it with cat.");
      default -> new Obstacle("the system says \"" + said(failure) + "\"", "Try it with cat.");
    };
  }

  /** Both together, as the detail of a diagnostic. */
  String sentences() {
    return "Reason: " + reason + ". " + next;
  }

  private static String said(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static boolean isLink(Path path) {
    return Files.isSymbolicLink(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** Rounded up, so that what is too long never looks like what is not. */
  private static long megabytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }
}
