package dev.phoenix.resource;

import java.util.List;

/** A family of resource types that share connections. Connections are opened on first use. */
public interface Provider extends AutoCloseable {
  List<ResourceType> types();

  @Override
  void close();
}
