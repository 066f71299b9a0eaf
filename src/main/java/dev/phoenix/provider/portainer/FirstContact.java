package dev.phoenix.provider.portainer;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Observation;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.List;
import okhttp3.HttpUrl;

/** Says that a certificate is believed only because nobody has seen another one yet. */
final class FirstContact {
  private FirstContact() {}

  static List<Diagnostic> remarks(Subject subject, Observation.Present observed) {
    Resource desired = subject.desired();
    String shown = observed.identity().part("fingerprint");
    boolean known = !subject.identity().part("fingerprint").isEmpty();
    if (desired == null || shown.isEmpty() || known || !pins(desired.attributes())) {
      return List.of();
    }
    return List.of(
        Diagnostic.warning(
                "the certificate of %s is believed because it is the first one seen"
                    .formatted(subject.address()),
                sentence(desired.attributes().text("url"), shown))
            .at(desired.origin())
            .about(subject.address().toString()));
  }

  /** The same while applying, in a few words. */
  static void say(Subject subject, Attributes wanted, Identity now, Work work) {
    String shown = now.part("fingerprint");
    if (subject.identity().part("fingerprint").isEmpty() && !shown.isEmpty() && pins(wanted)) {
      work.progress("pinned certificate " + shown + " at the first contact");
    }
  }

  private static boolean pins(Attributes attributes) {
    return attributes.object("tls").path("mode").asString("pin").equals("pin");
  }

  /** What to compare it with, and how to have no doubt left. */
  private static String sentence(String url, String shown) {
    return "%s shows %s. The next apply records it, and from then on only this one is taken. To have it checked now, compare it on the server's own host (openssl s_client -connect localhost:9443 </dev/null | openssl x509 -noout -fingerprint -sha256) and write \"tls\": {\"fingerprint\": \"%s\"} into portainer_api."
            .formatted(url, shown, shown)
        + (isNamed(url)
            ? " If an authority that this machine trusts has signed it, such as Let's Encrypt, write \"tls\": {\"mode\": \"system\"} instead: then who signed it is checked, and one that is renewed is taken."
            : "");
  }

  /** Authorities sign names; an address is shown with a certificate of the server's own. */
  private static boolean isNamed(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    return parsed != null && parsed.host().indexOf('.') > 0 && !isAddress(parsed.host());
  }

  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
  }
}
