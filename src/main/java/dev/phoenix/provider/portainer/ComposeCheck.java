package dev.phoenix.provider.portainer;

import java.util.List;
import java.util.Map;

/**
 * Tells what Compose would refuse of a file: a server that is sent such a file takes down what runs
 * of the stack before it says so.
 */
@FunctionalInterface
public interface ComposeCheck {
  /** What is wrong with the text and these variables, a line each; none if it can be deployed. */
  List<String> refusals(String compose, Map<String, String> variables);
}
