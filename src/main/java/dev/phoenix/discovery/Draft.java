package dev.phoenix.discovery;

import dev.phoenix.resource.Secret;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files that would say what was found.
 *
 * @param files texts by their names in the workspace, of those that are new or get longer
 * @param written what each says now and did not before
 * @param leftOut what they do not say
 * @param variables values of environment variables that they name
 */
public record Draft(
    SortedMap<String, String> files,
    SortedMap<String, List<String>> written,
    SortedSet<LeftOut> leftOut,
    SortedMap<String, Variable> variables) {
  public Draft {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    written = Collections.unmodifiableSortedMap(new TreeMap<>(written));
    leftOut = Collections.unmodifiableSortedSet(new TreeSet<>(leftOut));
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }

  /**
   * An environment variable that a written file takes a secret from.
   *
   * @param of whose secret it is, for the person
   */
  public record Variable(Secret value, String of) {}
}
