package dev.phoenix.configuration;

/** What a machine is to Portainer. */
public enum PortainerRole {
  /** It runs the server; with stacks of its own it has an agent too. */
  PRIMARY,
  /** It runs an agent. */
  AGENT,
  NONE
}
