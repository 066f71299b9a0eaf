package dev.phoenix.provider.proxmox;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One call of Proxmox VE's API.
 *
 * @param what completes "cannot ..." in a message
 * @param path below {@code /api2/json/}, its parts not yet encoded
 * @param parameters by name; a list repeats the name
 * @param patience how long the server may stay silent; it cuts what takes more than 30 s itself
 * @param once whether it is not asked again when no answer comes, for nobody needs the answer
 */
record ProxmoxRequest(
    String what,
    String method,
    List<String> path,
    SortedMap<String, List<String>> parameters,
    Duration patience,
    boolean once) {
  private static final Duration USUAL = Duration.ofSeconds(60);

  ProxmoxRequest {
    path = List.copyOf(path);
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  static ProxmoxRequest get(String what, String... path) {
    return of(what, "GET", path);
  }

  static ProxmoxRequest post(String what, String... path) {
    return of(what, "POST", path);
  }

  static ProxmoxRequest put(String what, String... path) {
    return of(what, "PUT", path);
  }

  static ProxmoxRequest delete(String what, String... path) {
    return of(what, "DELETE", path);
  }

  private static ProxmoxRequest of(String what, String method, String... path) {
    return new ProxmoxRequest(what, method, List.of(path), new TreeMap<>(), USUAL, false);
  }

  ProxmoxRequest with(String name, String value) {
    return with(name, List.of(value));
  }

  ProxmoxRequest with(String name, int value) {
    return with(name, Integer.toString(value));
  }

  /** A boolean as forms have it: the words true and false fail the server's type check. */
  ProxmoxRequest with(String name, boolean value) {
    return with(name, value ? "1" : "0");
  }

  ProxmoxRequest with(String name, List<String> values) {
    SortedMap<String, List<String>> more = new TreeMap<>(parameters);
    more.put(name, List.copyOf(values));
    return new ProxmoxRequest(what, method, path, more, patience, once);
  }

  ProxmoxRequest with(Map<String, String> values) {
    ProxmoxRequest all = this;
    for (var value : values.entrySet()) {
      all = all.with(value.getKey(), value.getValue());
    }
    return all;
  }

  ProxmoxRequest patience(Duration time) {
    return new ProxmoxRequest(what, method, path, parameters, time, once);
  }

  /** Asked in passing: waits no longer than this, and once. */
  ProxmoxRequest once(Duration time) {
    return new ProxmoxRequest(what, method, path, parameters, time, true);
  }

  /** Whether it is asked again where the network lost it. */
  boolean mayBeRepeated() {
    return changesNothing() && !once;
  }

  boolean changesNothing() {
    return method.equals("GET");
  }

  /** Where the server looks for the parameters: it takes no body with GET and DELETE. */
  boolean inQuery() {
    return method.equals("GET") || method.equals("DELETE");
  }
}
