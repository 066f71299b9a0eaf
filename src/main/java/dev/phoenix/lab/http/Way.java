package dev.phoenix.lab.http;

import java.io.OutputStream;

/**
 * The way of a request to a service and of its answer back, on which more can happen than chance
 * brings: whoever opens a world can stand in it.
 */
@FunctionalInterface
public interface Way {
  /** On which nothing happens. */
  Way OPEN = (request, service) -> service.answer(request);

  /**
   * What the caller gets.
   *
   * @param service does what was asked for, if it is asked
   */
  Reply go(Request request, Service service);

  /** Takes what a command says while it runs, on its way to whoever asked for it. */
  default OutputStream said(Request command, OutputStream caller) {
    return caller;
  }
}
