package dev.phoenix.lab.host;

import org.jspecify.annotations.Nullable;

/** Files of a machine that something else keeps. */
public interface Folder {
  /** No such files. */
  Folder NONE =
      new Folder() {
        @Override
        public boolean holds(String path) {
          return false;
        }

        @Override
        public byte @Nullable [] read(String path) {
          return null;
        }

        @Override
        public void write(String path, byte[] content) {}
      };

  boolean holds(String path);

  byte @Nullable [] read(String path);

  /** Told of every file that is written; keeps those that it holds. */
  void write(String path, byte[] content);

  /** Told of every file that is removed. */
  default void remove(String path) {}
}
