package dev.phoenix.provider.docker;

import dev.phoenix.resource.Secret;

/**
 * A file that is put into a container before it starts.
 *
 * @param path absolute, in the container; its folder must exist in the image
 * @param mode such as {@code 0400}, octal in Java's own spelling
 */
public record ContainerFile(String path, int mode, Secret content) {
  public ContainerFile {
    if (!path.startsWith("/") || path.endsWith("/")) {
      throw new IllegalArgumentException("not the absolute path of a file: " + path);
    }
  }
}
