package dev.phoenix.lab.proxmox;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** The machines of the world that the guests are while they run, by name. */
public interface GuestMachines {
  /** Without machines: guests run, and nobody is inside. */
  GuestMachines NONE =
      new GuestMachines() {
        @Override
        public void start(String machine, String hostname, String address, boolean ssh) {}

        @Override
        public void here(String machine, String hostname, String address, boolean ssh) {}

        @Override
        public void stop(String machine) {}

        @Override
        public void destroy(String machine) {}

        @Override
        public void copy(String from, String to) {}

        @Override
        public Ran run(String machine, List<String> words, InputStream in, OutputStream out) {
          return new Ran(0, "", "");
        }
      };

  /**
   * It is switched on, and from now on it is there with what is on its disks.
   *
   * @param ssh whether an SSH server in it lets us in
   */
  void start(String machine, String hostname, String address, boolean ssh);

  /** It is there, and was on before: the world was opened again, or its address changed. */
  void here(String machine, String hostname, String address, boolean ssh);

  /** It is switched off; what is on its disks stays. */
  void stop(String machine);

  /** It is gone with all that was on its disks. */
  void destroy(String machine);

  /** Puts what is on the disks of one onto those of another. */
  void copy(String from, String to);

  /**
   * Runs a command inside of one that is there.
   *
   * @param in what the command reads, if it does
   * @param out for what it answers before it ends
   */
  Ran run(String machine, List<String> words, InputStream in, OutputStream out);

  /** What became of a command. */
  record Ran(int status, String out, String err) {}
}
