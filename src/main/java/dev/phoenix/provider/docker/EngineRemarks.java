package dev.phoenix.provider.docker;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Subject;
import java.util.ArrayList;
import java.util.List;

/** What a person should know of an engine that was read. */
record EngineRemarks(Subject subject, Observation.Present observed) {

  /**
   * The warnings.
   *
   * @param another whether it is another engine than the one that was recorded
   */
  List<Diagnostic> of(boolean another) {
    List<Diagnostic> remarks = new ArrayList<>();
    String key = observed.identity().part(Acquaintance.KEY);
    // Shown as long as it is new.
    if (!key.isEmpty() && !key.equals(subject.identity().part(Acquaintance.KEY))) {
      remarks.add(
          warning(
              "the host key of " + subject.address() + " is believed because it came first",
              "It is %s. Compare it on the machine's console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub"
                  .formatted(key)));
    }
    if (another && subject.desired() != null) {
      remarks.add(
          warning(
              "another machine answers as " + subject.address(),
              "It is not the one that was recorded, or its engine was made anew. All that is to"
                  + " be on it is put up there; the machine of before is left as it is, with all"
                  + " that runs on it and its data."));
    }
    return remarks;
  }

  private Diagnostic warning(String summary, String detail) {
    return Diagnostic.warning(summary, detail).about(subject.address().toString());
  }
}
