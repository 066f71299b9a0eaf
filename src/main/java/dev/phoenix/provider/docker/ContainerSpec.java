package dev.phoenix.provider.docker;

import dev.phoenix.resource.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container as it is wanted.
 *
 * @param environment variables beside those of the image
 * @param secretEnvironment variables whose values are secret
 * @param publish container port ({@code 9443} or {@code 53/udp}) to host {@code port} or {@code
 *     ip:port}
 * @param mounts {@code source:target} or {@code source:target:ro}; a source without a slash is a
 *     volume
 * @param arguments in place of the image's command; empty to keep that
 * @param restart {@code no}, {@code always}, {@code unless-stopped} or {@code on-failure}
 * @param labels the user's; ownership labels are added where it is made
 * @param files put into it before it starts
 */
public record ContainerSpec(
    String name,
    String image,
    Pull pull,
    SortedMap<String, String> environment,
    SortedMap<String, Secret> secretEnvironment,
    SortedMap<String, String> publish,
    List<String> mounts,
    List<String> arguments,
    String restart,
    SortedMap<String, String> labels,
    List<ContainerFile> files) {

  public ContainerSpec {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    secretEnvironment = Collections.unmodifiableSortedMap(new TreeMap<>(secretEnvironment));
    publish = Collections.unmodifiableSortedMap(new TreeMap<>(publish));
    mounts = List.copyOf(mounts);
    arguments = List.copyOf(arguments);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    files = List.copyOf(files);
  }

  public static Builder of(String name, String image) {
    return new Builder(name, image);
  }

  /** Collects what differs from a plain {@code docker run}. */
  public static final class Builder {
    private final String name;
    private final String image;
    private final SortedMap<String, String> environment = new TreeMap<>();
    private final SortedMap<String, Secret> secretEnvironment = new TreeMap<>();
    private final SortedMap<String, String> publish = new TreeMap<>();
    private final List<String> mounts = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final SortedMap<String, String> labels = new TreeMap<>();
    private final List<ContainerFile> files = new ArrayList<>();
    private Pull pull = Pull.MISSING;
    private String restart = "no";

    private Builder(String name, String image) {
      this.name = name;
      this.image = image;
    }

    public Builder pull(Pull policy) {
      this.pull = policy;
      return this;
    }

    public Builder environment(Map<String, String> variables) {
      environment.putAll(variables);
      return this;
    }

    public Builder secret(String variable, Secret value) {
      secretEnvironment.put(variable, value);
      return this;
    }

    public Builder publish(Map<String, String> ports) {
      publish.putAll(ports);
      return this;
    }

    public Builder mount(String mount) {
      mounts.add(mount);
      return this;
    }

    public Builder arguments(List<String> words) {
      arguments.addAll(words);
      return this;
    }

    public Builder restart(String policy) {
      this.restart = policy;
      return this;
    }

    public Builder labels(Map<String, String> own) {
      labels.putAll(own);
      return this;
    }

    public Builder file(ContainerFile file) {
      files.add(file);
      return this;
    }

    public ContainerSpec build() {
      return new ContainerSpec(
          name,
          image,
          pull,
          environment,
          secretEnvironment,
          publish,
          mounts,
          arguments,
          restart,
          labels,
          files);
    }
  }
}
