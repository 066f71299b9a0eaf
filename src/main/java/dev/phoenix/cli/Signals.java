package dev.phoenix.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/**
 * Ctrl-C, kill and a terminal that goes away, as they reach this process. Java has no other way
 * than {@code sun.misc.Signal} to hear a second one: a shutdown hook is run once. By reflection,
 * because the compiler warns of that class in a way that cannot be turned off.
 */
final class Signals {
  /** That the terminal is gone. */
  static final String HANG_UP = "HUP";

  private static final List<String> NAMES = List.of("INT", "TERM", HANG_UP);

  private Signals() {}

  /**
   * From now on this is done at each signal, on a thread of its own, in place of ending the
   * process. What the parent has chosen to ignore, as nohup does, stays ignored.
   *
   * @param action takes the name of the signal
   */
  static void handle(Consumer<String> action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      for (String name : NAMES) {
        Object proxy =
            Proxy.newProxyInstance(
                handler.getClassLoader(),
                new Class<?>[] {handler},
                (self, method, arguments) -> {
                  if (method.getName().equals("handle")) {
                    action.accept(name);
                    return null;
                  }
                  return method.invoke(action, arguments);
                });
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException unsupported) {
      // Another JVM, or a signal that it keeps to itself: then the process ends as it always did,
      // and the journal has what is needed to go on.
      return;
    }
  }
}
