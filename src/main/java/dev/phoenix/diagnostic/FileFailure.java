package dev.phoenix.diagnostic;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
      case FileSystemException broken when "Not a directory".equals(broken.getReason()) ->
          inTheWay(Path.of(broken.getFile())) + " is there and is not a folder";
      default -> message;
    };
  }

  /** What stands where a folder on the way to a file should be. */
  private static Path inTheWay(Path file) {
    Path parent = file.getParent();
    return parent == null || Files.isDirectory(parent)
        ? file
        : Files.exists(parent) ? parent : inTheWay(parent);
  }
}
