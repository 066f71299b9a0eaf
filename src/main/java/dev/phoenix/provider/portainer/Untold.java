package dev.phoenix.provider.portainer;

import dev.phoenix.provider.docker.ObservedContainer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a container has that phoenix neither asks for nor compares, and that it would not keep. */
enum Untold {
  NETWORKS("networks") {
    @Override
    Collection<String> names(ObservedContainer container) {
      Set<String> networks = new TreeSet<>(container.networks());
      networks.remove("bridge");
      networks.remove(container.labels().getOrDefault(COMPOSE + "project", "") + "_default");
      return networks;
    }
  },
  LABELS("labels") {
    @Override
    Collection<String> names(ObservedContainer container) {
      return container.labels().keySet().stream().filter(it -> !it.startsWith(COMPOSE)).toList();
    }
  },
  VARIABLES("variables") {
    @Override
    Collection<String> names(ObservedContainer container) {
      Set<String> names = new TreeSet<>(container.environment().keySet());
      names.remove(ContainerState.SECRET);
      return names;
    }
  },
  MOUNTS("mounts") {
    @Override
    Collection<String> names(ObservedContainer container) {
      return container.mounts().stream().filter(it -> !ServerContainer.isOwn(it)).toList();
    }
  };

  private static final String COMPOSE = "com.docker.compose.";

  private final String words;

  Untold(String words) {
    this.words = words;
  }

  abstract Collection<String> names(ObservedContainer container);

  /** Of each kind its names, without values, which may be secret. */
  static List<String> of(ObservedContainer container, Collection<Untold> kinds) {
    return kinds.stream()
        .sorted()
        .filter(kind -> !kind.names(container).isEmpty())
        .map(kind -> kind.words + " " + String.join(", ", kind.names(container)))
        .toList();
  }
}
