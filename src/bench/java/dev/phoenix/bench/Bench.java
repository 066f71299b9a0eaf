package dev.phoenix.bench;

import dev.phoenix.bench.Results.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures whole processes, phoenix and Terraform in turn, on the same fleets: {@code Bench
 * LAUNCHER ROUNDS SIZES...}. Each round does what users do: plan, apply, plan again. A size such as
 * {@code 1000vm} has hosts that phoenix makes on Proxmox VE, containers and a template among them.
 */
public final class Bench {
  private static final String GUESTS = "vm";
  private static final long SEED = 20_26;
  // Terraform writes its whole state after each resource: 10,000 would take it an hour.
  private static final int LARGEST_TERRAFORM_APPLY = 1_000;
  private static final int LARGEST_OF_ALL_ROUNDS = 100;
  private static final int ROUNDS_OF_LARGE = 3;

  private final Path folder = Files.createTempDirectory("phoenix-bench");
  private final Runner runner = new Runner(folder.resolve("output"), environment());
  private final Results results = new Results();
  private final String launcher;
  private final int rounds;
  private final String terraform;

  private Bench(String launcher, int rounds) throws IOException, InterruptedException {
    this.launcher = launcher;
    this.rounds = rounds;
    this.terraform = terraformVersion();
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Bench bench = new Bench(args[0], Integer.parseInt(args[1]));
    System.out.println(
        "Medians of up to %d interleaved rounds on %d processors; seconds and megabytes."
            .formatted(bench.rounds, Runtime.getRuntime().availableProcessors()));
    System.out.print(Results.HEAD);
    try {
      bench.start();
      for (String size : List.of(args).subList(2, args.length)) {
        boolean guests = size.endsWith(GUESTS);
        bench.measure(Integer.parseInt(size.replace(GUESTS, "")), guests);
      }
      System.out.print(bench.results.verdict());
    } finally {
      delete(bench.folder);
    }
  }

  /** As users set secrets; the values are nobody's. */
  private static Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("CHECKPOINT_DISABLE", "1");
    environment.put("FLEET_ADMIN_PASSWORD", "bench-administrator");
    environment.put("FLEET_AGENT_SECRET", "bench-agent-secret");
    environment.put("FLEET_TOKEN", "bench-token");
    for (int i = 0; i < FleetGenerator.PASSWORDS; i++) {
      environment.put("FLEET_PASSWORD_" + i, "bench-password-" + i);
    }
    return environment;
  }

  /** Empty if it is not there. */
  private String terraformVersion() throws InterruptedException {
    try {
      String text = runner.print(folder, List.of("terraform", "version"));
      Matcher version = Pattern.compile("Terraform v(\\S+)").matcher(text);
      return version.find() ? version.group(1) : "";
    } catch (IOException absent) {
      System.out.println("terraform is not on PATH: only phoenix is measured");
      return "";
    }
  }

  private void start() throws IOException, InterruptedException {
    Row row = new Row("version", 0);
    for (int round = 0; round < rounds; round++) {
      phoenix(row, folder, "phoenix ", "version");
      terraform(row, folder, "Terraform v", "version");
    }
    System.out.print(results.line(row));
  }

  private void measure(int size, boolean guests) throws IOException, InterruptedException {
    Path ours = folder.resolve("fleet-" + size + guests);
    Path theirs = folder.resolve("terraform-" + size + guests);
    FleetGenerator.write(ours, size, guests, SEED);
    TerraformTwin twin =
        new TerraformTwin(runner.print(ours, List.of(launcher, "graph", "--format", "json")));
    if (twin.size() != size) {
      throw new IllegalStateException(twin.size() + " resources instead of " + size);
    }
    twin.writeConfiguration(theirs);
    if (!terraform.isEmpty()) {
      String _ = runner.print(theirs, List.of("terraform", "init", "-no-color"));
    }
    List<Row> rows =
        Stream.of("create plan", "apply", "no-op plan")
            .map(what -> new Row(guests ? what + ", VMs" : what, size))
            .toList();
    int most = size > LARGEST_OF_ALL_ROUNDS ? Math.min(rounds, ROUNDS_OF_LARGE) : rounds;
    for (int round = 0; round < most; round++) {
      round(rows, size, ours, theirs, twin);
    }
    rows.forEach(row -> System.out.print(results.line(row)));
    delete(ours);
    delete(theirs);
  }

  private void round(List<Row> rows, int size, Path ours, Path theirs, TerraformTwin twin)
      throws IOException, InterruptedException {
    String created = "Plan: " + size + " to ";
    phoenix(rows.get(0), ours, created + "create", "plan");
    terraform(rows.get(0), theirs, created + "add", "plan");
    phoenix(rows.get(1), ours, size + " created", "apply", "--auto-approve");
    if (size <= LARGEST_TERRAFORM_APPLY) {
      terraform(rows.get(1), theirs, size + " added", "apply", "-auto-approve");
    } else {
      twin.writeState(theirs, terraform);
    }
    phoenix(rows.get(2), ours, "No changes.", "plan");
    terraform(rows.get(2), theirs, "No changes.", "plan");
    delete(ours.resolve("state"));
    Files.deleteIfExists(theirs.resolve("terraform.tfstate"));
  }

  private void phoenix(Row row, Path place, String expected, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = Stream.concat(Stream.of(launcher), Stream.of(arguments)).toList();
    row.phoenix().add(runner.measure(place, command, expected));
  }

  private void terraform(Row row, Path place, String expected, String... arguments)
      throws IOException, InterruptedException {
    if (!terraform.isEmpty()) {
      Stream<String> plain =
          arguments[0].equals("version") ? Stream.of() : Stream.of("-no-color", "-input=false");
      List<String> command =
          Stream.of(Stream.of("terraform"), Stream.of(arguments), plain)
              .flatMap(words -> words)
              .toList();
      row.terraform().add(runner.measure(place, command, expected));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
