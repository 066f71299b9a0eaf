package dev.phoenix.configuration;

import dev.phoenix.diagnostic.Position;
import dev.phoenix.resource.Secret;

/** A variable of a stack, in clear or secret. */
public sealed interface StackVariable {
  String name();

  Position position();

  boolean sensitive();

  /** The value, secret or not: for what is sent and nothing else. */
  String reveal();

  /** May be shown. */
  record Plain(String name, String value, Position position) implements StackVariable {
    @Override
    public boolean sensitive() {
      return false;
    }

    @Override
    public String reveal() {
      return value;
    }
  }

  /** May not be shown: it holds a reference, or its name says so. */
  record Sensitive(String name, Secret value, Position position) implements StackVariable {
    @Override
    public boolean sensitive() {
      return true;
    }

    @Override
    public String reveal() {
      return value.reveal();
    }
  }
}
