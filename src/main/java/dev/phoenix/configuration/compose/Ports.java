package dev.phoenix.configuration.compose;

import dev.phoenix.configuration.compose.ComposeFile.PublishedPort;
import dev.phoenix.configuration.compose.Yaml.Mapping;
import dev.phoenix.configuration.compose.Yaml.Scalar;
import dev.phoenix.configuration.compose.Yaml.Sequence;
import dev.phoenix.diagnostic.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code ports} of a service, in the short and the long form. */
final class Ports {
  private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");
  private static final int HIGHEST = 65_535;
  private static final String FORM =
      "Write [address:][host port:]container port[/protocol], such as \"127.0.0.1:8080:80\".";

  private final String service;
  private final String pointer;
  private final Problems problems;
  private final List<PublishedPort> published = new ArrayList<>();

  private Ports(String service, Problems problems) {
    this.service = service;
    this.pointer = "/services/" + service + "/ports";
    this.problems = problems;
  }

  static List<PublishedPort> read(String service, Sequence list, Problems problems) {
    Ports ports = new Ports(service, problems);
    for (int i = 0; i < list.items().size(); i++) {
      ports.item(list.items().get(i), ports.pointer + "/" + i);
    }
    return ports.published;
  }

  private void item(Yaml item, String at) {
    if (item instanceof Scalar scalar) {
      shortForm(scalar, at);
    } else if (item instanceof Mapping map) {
      longForm(map, at);
    } else {
      problems.error(item, at, "a port must be a text or a map", FORM);
    }
  }

  private void shortForm(Scalar scalar, String at) {
    String text = scalar.text();
    String protocol = "tcp";
    int slash = text.lastIndexOf('/');
    if (slash >= 0) {
      protocol = text.substring(slash + 1);
      text = text.substring(0, slash);
    }
    int last = text.lastIndexOf(':');
    String container = text.substring(last + 1);
    String rest = last < 0 ? "" : text.substring(0, last);
    int second = rest.lastIndexOf(':');
    String host = rest.substring(second + 1);
    String ip = second < 0 ? "" : rest.substring(0, second);
    add(new Spec(scalar, at, scalar.text(), ip, host, container, protocol));
  }

  private void longForm(Mapping map, String at) {
    Vocabulary.check(map, Vocabulary.PORT, at, problems);
    String target = map.text("target");
    if (target == null) {
      problems.error(map, at, "the port has no target", "target is the container's port.");
      return;
    }
    String published = map.text("published");
    String ip = map.text("host_ip");
    String protocol = map.text("protocol");
    String host = published == null ? "" : published;
    add(
        new Spec(
            map,
            at,
            host.isEmpty() ? target : host + ":" + target,
            ip == null ? "" : ip,
            host,
            target,
            protocol == null ? "tcp" : protocol));
  }

  private record Spec(
      Yaml where,
      String at,
      String text,
      String ip,
      String host,
      String container,
      String protocol) {}

  private record Range(int from, int to) {
    int size() {
      return to - from + 1;
    }
  }

  private void add(Spec spec) {
    Range container = range(spec, spec.container(), "container port");
    String protocol = spec.protocol().toLowerCase(Locale.ROOT);
    if (!PROTOCOLS.contains(protocol)) {
      invalid(spec, "\"" + spec.protocol() + "\" is not tcp, udp or sctp");
      return;
    }
    if (container == null || !validAddress(spec)) {
      return;
    }
    if (spec.host().isEmpty()) {
      return; // Docker picks a free port of the host
    }
    Range host = range(spec, spec.host(), "host port");
    if (host == null) {
      return;
    }
    if (container.size() == 1 && host.size() > 1) {
      return; // Docker picks a free one of the range
    }
    if (container.size() != host.size()) {
      invalid(spec, "the ranges of host and container ports differ in length");
      return;
    }
    Position position = problems.position(spec.where());
    String ip = spec.ip().isEmpty() ? "0.0.0.0" : spec.ip().replaceAll("[\\[\\]]", "");
    for (int port = host.from(); port <= host.to(); port++) {
      published.add(new PublishedPort(service, ip, port, protocol, position));
    }
  }

  private @Nullable Range range(Spec spec, String text, String what) {
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()) {
      invalid(spec, text.isEmpty() ? "the " + what + " is missing" : "\"" + text + "\" is no port");
      return null;
    }
    int from = Integer.parseInt(matcher.group(1));
    int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
    if (from < 1 || to > HIGHEST || from > to) {
      invalid(spec, "the " + what + " must be from 1 to " + HIGHEST);
      return null;
    }
    return new Range(from, to);
  }

  private boolean validAddress(Spec spec) {
    if (spec.ip().isEmpty() || Addresses.isIp(spec.ip())) {
      return true;
    }
    invalid(spec, "\"" + spec.ip() + "\" is not an IP address");
    return false;
  }

  private void invalid(Spec spec, String why) {
    problems.error(spec.where(), spec.at(), "invalid port \"" + spec.text() + "\": " + why, FORM);
  }
}
