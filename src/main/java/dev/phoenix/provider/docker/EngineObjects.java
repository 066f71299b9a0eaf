package dev.phoenix.provider.docker;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Neighbours;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Observation.Claim;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Subject;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What all objects inside an engine have in common: where they live and whose they are. */
final class EngineObjects {
  private EngineObjects() {}

  /** The host that the object was made on, else the one it is to be made on. */
  static Address host(Subject subject) {
    return host(subject.recordedAttributes());
  }

  static Address host(Attributes attributes) {
    return Address.parse(attributes.text("docker"));
  }

  /** Looks into an engine that is there; without one the object is not there either. */
  static Observation read(Subject subject, Neighbours neighbours, Look look)
      throws ResourceFailure {
    return switch (neighbours.observation(host(subject))) {
      case Observation.Absent absent -> absent;
      case Observation.Unreachable unreachable -> unreachable;
      case Observation.Present _ -> {
        try {
          yield look.at(host(subject));
        } catch (ResourceFailure failure) {
          if (failure.kind() != Kind.UNREACHABLE) {
            throw failure;
          }
          yield new Observation.Unreachable(String.valueOf(failure.getMessage()));
        }
      }
    };
  }

  /** The labels that the files speak of now or spoke of before; others have theirs beside them. */
  static SortedMap<String, String> labels(JsonNode labels, Subject subject) {
    return spokenOf("labels", labels, subject);
  }

  /** As above of any attribute that maps names to texts. */
  static SortedMap<String, String> spokenOf(String attribute, JsonNode there, Subject subject) {
    SortedMap<String, String> own = ContainerSummaries.texts(there);
    Map<String, String> wanted = ContainerSummaries.texts(subject.attributes().object(attribute));
    Map<String, String> made =
        ContainerSummaries.texts(subject.recordedAttributes().object(attribute));
    own.keySet().removeIf(name -> !wanted.containsKey(name) && !made.containsKey(name));
    return own;
  }

  /** Nothing shows whose one is that bears no mark, so it is not ours unless it is recorded. */
  static Claim claim(String what, JsonNode labels, Subject subject) {
    Recorded recorded = subject.recorded();
    String owner = labels.path(Ownership.LABEL).asString("");
    // One that was begun and not seen made, before or after it was named otherwise.
    boolean begun = recorded != null && owner.equals(recorded.address().toString());
    boolean made = recorded != null && recorded.identity().isKnown();
    if (made || begun || owner.equals(subject.address().toString())) {
      return Claim.FREE;
    }
    return Claim.foreign(
        what + (owner.isEmpty() ? " bears no mark of phoenix" : " was made for " + owner));
  }

  /** The user's labels and our mark. */
  static SortedMap<String, String> marked(Address address, Attributes attributes) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.putAll(ContainerSummaries.texts(attributes.object("labels")));
    labels.put(Ownership.LABEL, address.toString());
    return labels;
  }

  /** Looks at one object in the engine of a host. */
  interface Look {
    Observation at(Address host) throws ResourceFailure;
  }
}
