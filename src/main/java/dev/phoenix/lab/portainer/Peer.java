package dev.phoenix.lab.portainer;

/** What a server finds at an address of the lab's network. */
public sealed interface Peer permits Peer.Refused, Peer.Silent, Peer.Other, Agent {
  /** Nothing listens there. */
  record Refused() implements Peer {}

  /** The machine is off or behind a firewall. */
  record Silent() implements Peer {}

  /** Something that speaks HTTPS and is no agent. */
  record Other() implements Peer {}
}
