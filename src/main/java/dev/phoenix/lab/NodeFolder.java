package dev.phoenix.lab;

import dev.phoenix.lab.host.Folder;
import dev.phoenix.lab.proxmox.NodeShell;
import org.jspecify.annotations.Nullable;

/** The files of a node that the Proxmox VE keeps. */
public record NodeFolder(NodeShell shell) implements Folder {
  @Override
  public boolean holds(String path) {
    return shell.holds(path);
  }

  @Override
  public byte @Nullable [] read(String path) {
    return shell.read(path);
  }

  @Override
  public void write(String path, byte[] content) {
    shell.write(path, content);
  }

  @Override
  public void remove(String path) {
    shell.remove(path);
  }
}
