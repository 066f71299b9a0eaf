package dev.phoenix.lab.host;

import dev.phoenix.lab.host.ShellNode.Redirect;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The redirections of one command; files are written when it ends. */
final class Redirection {
  private final Guest guest;
  private final Map<String, ByteArrayOutputStream> files = new LinkedHashMap<>();
  private Streams streams;

  Redirection(Guest guest, Streams streams) {
    this.guest = guest;
    this.streams = streams;
  }

  Streams streams() {
    return streams;
  }

  /** Adds one; false, with a complaint, if its file cannot be read. */
  boolean add(Redirect redirect, String target) {
    if (redirect.operator().equals("<")) {
      byte[] content = target.equals("/dev/null") ? new byte[0] : guest.read(target);
      if (content == null) {
        streams.complain("sh: 1: cannot open " + target + ": No such file");
        return false;
      }
      streams = streams.reading(content);
      return true;
    }
    ByteArrayOutputStream sink =
        switch (target) {
          case "&1" -> streams.out();
          case "&2" -> streams.err();
          case "/dev/null" -> new ByteArrayOutputStream();
          case String file -> file(file, redirect.operator().equals(">>"));
        };
    streams =
        redirect.descriptor() == 2
            ? new Streams(streams.in(), streams.out(), sink)
            : new Streams(streams.in(), sink, streams.err());
    return true;
  }

  private ByteArrayOutputStream file(String path, boolean append) {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    byte[] before = append ? guest.read(path) : null;
    if (before != null) {
      sink.writeBytes(Arrays.copyOf(before, before.length));
    }
    files.put(path, sink);
    return sink;
  }

  void end() {
    files.forEach((path, content) -> guest.write(path, content.toByteArray()));
  }
}
