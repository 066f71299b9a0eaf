package dev.phoenix.diagnostic;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** What went wrong with a file, in words: of some failures Java's message is the path alone. */
public final class FileFailure {
  private FileFailure() {}

  /** A clause without a full stop. */
  public static String words(IOException failure) {
    String message =
        Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
    return switch (failure) {
      case AccessDeniedException _ -> "no right to write or read " + message;
      case NoSuchFileException _ -> message + " does not exist";
      case FileAlreadyExistsException _ -> message + " is there and is not a folder";
      default -> message;
    };
  }
}
