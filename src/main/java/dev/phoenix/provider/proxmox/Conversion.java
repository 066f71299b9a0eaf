package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.ResourceFailure;
import java.time.Duration;

/** Turns a machine into a template, which only its owner can take back, by a flag. */
final class Conversion {
  private static final String FLAG = "template";

  private final Settling settling;

  Conversion(Settling settling) {
    this.settling = settling;
  }

  void run() throws ResourceFailure {
    GuestConfig config = settling.config();
    if (config.flag(FLAG)) {
      return;
    }
    // A machine that was made without a disk boots from the network by default.
    if (settling.wanted().has("image") && !config.get("boot").contains(TemplateFields.DISK)) {
      configure("boot", "order=" + TemplateFields.DISK);
    }
    new Power(settling.cluster(), settling.guest(), settling.work()).stop();
    settling.work().progress("making " + settling.guest().name() + " a template");
    if (isBase(config.get(TemplateFields.DISK))) {
      // Somebody took the flag away: its disk cannot be made a base once more.
      configure(FLAG, "1");
    } else {
      convert();
    }
    Pauses pauses =
        new Pauses(settling.work(), Duration.ofMillis(500), Duration.ofSeconds(2), TaskTime.USUAL);
    settling.work().reached("converted");
    // Some versions answer before the conversion has begun.
    while (!settling.config().flag(FLAG) && !pauses.over()) {
      pauses.pause();
    }
  }

  private boolean isBase(String disk) {
    String volume = PropertyString.parse(disk, "file").get("file", "");
    return volume.matches("[^:]+:(\\d+/)?base-" + settling.guest().vmid() + "-disk-[^/]*");
  }

  private void configure(String key, String value) throws ResourceFailure {
    settling
        .cluster()
        .tasks()
        .run(
            ProxmoxRequest.post(
                    "configure " + settling.desired().address(), settling.guest().path("config"))
                .with(key, value),
            settling.guest(),
            "qmconfig",
            TaskTime.USUAL,
            settling.work());
  }

  private void convert() throws ResourceFailure {
    settling
        .cluster()
        .tasks()
        .run(
            ProxmoxRequest.post(
                "make " + settling.desired().address() + " a template",
                settling.guest().path("template")),
            settling.guest(),
            "qmtemplate",
            TaskTime.COPYING,
            settling.work());
  }
}
