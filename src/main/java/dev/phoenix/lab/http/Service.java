package dev.phoenix.lab.http;

/** Something of the lab that answers HTTP requests. Safe for threads. */
@FunctionalInterface
public interface Service {
  Reply answer(Request request);
}
