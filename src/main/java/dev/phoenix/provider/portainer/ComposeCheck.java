package dev.phoenix.provider.portainer;

import java.util.List;
import java.util.Map;

/**
 * Tells what is wrong with a file for a server: one that is sent a file that Compose refuses takes
 * down what runs of the stack before it says so.
 */
@FunctionalInterface
public interface ComposeCheck {
  /**
   * What is wrong with the text and these variables, a line each; none if it can be deployed.
   *
   * @param version of the server; empty if it is not known what it will be
   */
  List<String> refusals(String compose, Map<String, String> variables, String version);
}
