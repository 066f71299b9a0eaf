package dev.phoenix.lab.engine;

import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The software of some images, which really answers on the ports that its containers publish: the
 * Portainer server and its agent. Called from many threads, never with an engine's lock held.
 */
public interface Appliance extends AutoCloseable {
  /** Whether containers of this image are its. */
  boolean serves(Reference image);

  /** A container of it has been started, or was found running when the world was opened. */
  void started(Container container, Machine machine);

  /** Its container no longer runs; it may be started again. */
  void stopped(Container container, Machine machine);

  /** Its container is gone; what it keeps in volumes stays. */
  void removed(Container container, Machine machine);

  /**
   * Where a connection to this port inside the running container really goes; it begins to listen
   * if it does not yet. Null if nothing listens at that port.
   */
  @Nullable SocketAddress listen(Container container, Machine machine, int port);

  /** What the running container has printed since its start. */
  List<String> log(Container container);

  /** Listens no longer. */
  @Override
  void close();
}
