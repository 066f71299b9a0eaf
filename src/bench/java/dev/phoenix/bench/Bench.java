package dev.phoenix.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures whole processes, phoenix and Terraform in turn, and prints medians: {@code Bench ROUNDS
 * SIZES... -- JAVA COMMAND}.
 */
public final class Bench {
  private static final long SEED = 20_26;
  private static final int LARGEST_TERRAFORM_APPLY = 1_000;

  private final Path folder;
  private final List<String> java;
  private final boolean terraform;

  private Bench(Path folder, List<String> java) throws InterruptedException {
    this.folder = folder;
    this.java = java;
    this.terraform = hasTerraform();
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> arguments = List.of(args);
    int end = arguments.indexOf("--");
    Bench bench =
        new Bench(
            Files.createTempDirectory("phoenix-bench"),
            arguments.subList(end + 1, arguments.size()));
    System.out.printf(
        "%-22s %10s %10s %8s%n", "median of " + args[0], "phoenix", "terraform", "ratio");
    bench.start(Integer.parseInt(args[0]));
    for (String size : arguments.subList(1, end)) {
      bench.measure(Integer.parseInt(size), Integer.parseInt(args[0]));
    }
    delete(bench.folder);
  }

  private static boolean hasTerraform() throws InterruptedException {
    try {
      return new ProcessBuilder("terraform", "version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      System.out.println("terraform is not on PATH: only phoenix is measured");
      return false;
    }
  }

  private void start(int rounds) throws IOException, InterruptedException {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    Path empty = folder.resolve("empty");
    FleetGenerator.write(empty, 0, SEED);
    for (int round = 0; round < rounds; round++) {
      time(times, "phoenix", empty, phoenix("plan", empty));
      if (terraform) {
        time(times, "terraform", empty, List.of("terraform", "version"));
      }
    }
    print("start-up", times);
  }

  private void measure(int size, int most) throws IOException, InterruptedException {
    int rounds = size > 100 ? Math.min(most, 3) : most;
    boolean terraformApplies = terraform && size <= LARGEST_TERRAFORM_APPLY;
    Map<String, Map<String, List<Double>>> tables = new LinkedHashMap<>();
    for (String command : List.of("plan create", "apply", "plan no-op")) {
      tables.put(command, new LinkedHashMap<>());
    }
    for (int round = 0; round < rounds; round++) {
      Path place = folder.resolve(size + "-" + round);
      FleetGenerator.write(place, size, SEED);
      for (Map.Entry<String, Map<String, List<Double>>> table : tables.entrySet()) {
        boolean apply = table.getKey().equals("apply");
        boolean again = table.getKey().equals("plan no-op");
        time(table.getValue(), "phoenix", place, phoenix(apply ? "apply" : "plan", place));
        if (terraform && (terraformApplies || (!apply && !again))) {
          time(
              table.getValue(),
              "terraform",
              place,
              apply
                  ? List.of("terraform", "apply", "-auto-approve", "-no-color")
                  : List.of("terraform", "plan", "-no-color"));
        }
      }
      delete(place);
    }
    tables.forEach((command, times) -> print("%,7d %s".formatted(size, command), times));
  }

  private List<String> phoenix(String command, Path place) {
    List<String> all = new ArrayList<>(java);
    Collections.addAll(all, "dev.phoenix.bench.BenchWorldMain", command, place.toString());
    return all;
  }

  private static void time(
      Map<String, List<Double>> times, String who, Path place, List<String> command)
      throws IOException, InterruptedException {
    if (who.equals("terraform") && !Files.exists(place.resolve(".terraform.lock.hcl"))) {
      int _ = run(place, List.of("terraform", "init", "-no-color"));
    }
    long begun = System.nanoTime();
    int code = run(place, command);
    if (code != 0) {
      throw new IllegalStateException(command + " ended with " + code);
    }
    times
        .computeIfAbsent(who, w -> new ArrayList<>())
        .add((System.nanoTime() - begun) / 1_000_000.0);
  }

  private static int run(Path place, List<String> command)
      throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .directory(place.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static void print(String what, Map<String, List<Double>> times) {
    double phoenix = median(times.getOrDefault("phoenix", List.of()));
    double other = median(times.getOrDefault("terraform", List.of()));
    System.out.printf(
        "%-22s %7.0f ms %10s %8s%n",
        what,
        phoenix,
        other == 0 ? "-" : "%7.0f ms".formatted(other),
        other == 0 ? "-" : "%.2f".formatted(phoenix / other));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
