package dev.signalbox;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Which package may know which, see docs/architecture.md. An exception has its reason here or does not exist. */
class ArchitectureTest {

  private static final String ROOT = "dev.signalbox";

  /** What each package of the core may use of the others. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("incident", List.of()),
          Map.entry("chart", List.of()),
          Map.entry("document", List.of()),
          Map.entry("oncall", List.of("document")),
          Map.entry("escalation", List.of("oncall", "incident", "document")),
          Map.entry("override", List.of("escalation", "oncall", "document")),
          Map.entry("dependency", List.of("incident", "document")),
          Map.entry("silence", List.of("incident", "document", "oncall", "explain")),
          Map.entry("delivery", List.of("incident")),
          Map.entry("ticket", List.of("document", "incident")),
          Map.entry("channel", List.of("delivery", "incident", "oncall", "document", "ticket")),
          Map.entry("inbound", List.of("channel", "delivery", "incident", "oncall", "escalation")),
          Map.entry("handoff", List.of("escalation", "channel", "delivery", "incident", "oncall")),
          Map.entry("ladder", List.of("escalation", "delivery", "incident", "oncall", "explain")),
          Map.entry("explain", List.of("delivery", "incident")),
          Map.entry("report", List.of("escalation", "channel", "delivery", "incident", "oncall", "chart")),
          Map.entry("forecast", List.of("incident", "chart")));

  private static final List<String> CORE = List.copyOf(ARROWS.keySet());
  private static final List<String> LEAVES = List.of("store", "camel", "web", "cli", "sandbox");

  private static final Map<String, Set<String>> GUESTS =
      Map.of(
          "camel", Set.of("dev.signalbox.cli.ValidateCommand", "dev.signalbox.cli.LintCommand", "dev.signalbox.cli.RenderCommand"),
          "web", Set.of("dev.signalbox.sandbox.inbox.InboxConfiguration"));

  /** Words that everybody uses. The rest of the root package wires the others together and is used by none of them. */
  private static final Set<String> SHARED_WORDS = Set.of("dev.signalbox.Secret", "dev.signalbox.Finding");

  private static final JavaClasses HUB = new ClassFileImporter().importPath(Path.of("target/classes"));

  @Test
  void there_is_something_to_look_at() {
    assertThat(HUB.stream().map(JavaClass::getPackageName)).contains(ROOT + ".incident", ROOT + ".camel", ROOT + ".store");
  }

  @ParameterizedTest
  @FieldSource("CORE")
  void arrows_run_down_only(String name) {
    String[] allowed = Stream.concat(Stream.of(name), ARROWS.get(name).stream()).map(ArchitectureTest::tree).toArray(String[]::new);
    noClasses()
        .that().resideInAPackage(tree(name))
        .should().dependOnClassesThat(resideInAPackage(ROOT + "..")
            .and(not(resideInAnyPackage(allowed)))
            .and(not(named(SHARED_WORDS))))
        .because("%s may use %s and nothing else of ours".formatted(name, ARROWS.get(name)))
        .check(HUB);
  }

  @ParameterizedTest
  @FieldSource("CORE")
  void the_core_is_plain_java(String name) {
    noClasses()
        .that().resideInAPackage(tree(name))
        .should().dependOnClassesThat().resideInAnyPackage(
            "org.springframework..", "org.apache.camel..", "java.sql..", "javax.sql..", "jakarta..", "org.slf4j..", "com.zaxxer..", "org.flywaydb..")
        .because("what it decides is tested without any of them")
        .check(HUB);
  }

  @Test
  void camel_stays_in_the_camel_package() {
    noClasses()
        .that(not(resideInAPackage(tree("camel"))).and(not(resideInAPackage(ROOT)))) // the root package wires
        .should().dependOnClassesThat().resideInAPackage("org.apache.camel..")
        .check(HUB);
  }

  /**
   * RowConverters reads what a driver makes of a column; the root package makes the pools; the sandbox fills the watched
   * database, which is not the hub's.
   */
  @Test
  void only_the_store_speaks_jdbc() {
    noClasses()
        .that(not(resideInAnyPackage(tree("store"), tree("sandbox"), ROOT)).and(not(named(Set.of("dev.signalbox.camel.RowConverters")))))
        .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.postgresql..", "com.zaxxer..")
        .check(HUB);
  }

  /** The commands validate and on-call lint judge a folder with the very checks of the hub; the demo's inbox is a page among the console's. */
  @ParameterizedTest
  @FieldSource("LEAVES")
  void leaves_are_imported_by_nobody(String leaf) {
    classes()
        .that().resideInAPackage(tree(leaf))
        .should().onlyHaveDependentClassesThat(resideInAnyPackage(tree(leaf), ROOT).or(named(GUESTS.getOrDefault(leaf, Set.of()))))
        .because("only the wiring in %s may know %s".formatted(ROOT, leaf))
        .allowEmptyShould(true)
        .check(HUB);
  }

  @Test
  void the_wiring_is_used_by_nobody() {
    noClasses()
        .that(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(ROOT, tree("sandbox"))))) // the demo starts the hub
        .should().dependOnClassesThat(resideInAPackage(ROOT).and(not(named(SHARED_WORDS))))
        .check(HUB);
  }

  @Test
  void packages_do_not_form_cycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(HUB);
    slices().matching(ROOT + ".(*).(*)").should().beFreeOfCycles().check(HUB);
  }

  /**
   * The database's clock is the hub's clock, and it comes in by the constructor. Not so: the Date of a mail, which is this
   * machine's word; the fallback where there is no store; the command line, which has no hub to ask.
   */
  @Test
  void nobody_reads_the_wall_clock() {
    noClasses()
        .that(not(resideInAPackage(tree("sandbox")))
            .and(not(named(Set.of(
                "dev.signalbox.camel.MailTransport", "dev.signalbox.camel.ChannelConfiguration", "dev.signalbox.cli.Cli")))))
        .should().accessTargetWhere(describe("reads the wall clock", ArchitectureTest::readsTheWallClock))
        .because("clocks of replicas differ, and tests steer theirs")
        .check(HUB);
  }

  @Test
  void every_package_says_what_it_is_and_is_null_marked() {
    Set<String> unmarked =
        HUB.stream()
            .map(JavaClass::getPackage)
            .filter(one -> one.getName().startsWith(ROOT))
            .filter(one -> !one.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(unmarked).as("packages without a @NullMarked package-info.java").isEmpty();
  }

  private static boolean readsTheWallClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    boolean noArguments = access.getTarget() instanceof CodeUnitAccessTarget target && target.getRawParameterTypes().isEmpty();
    return owner.startsWith("java.time.") && name.equals("now") && !takesClock(access)
        || owner.equals("java.time.Clock") && (name.startsWith("system") || name.startsWith("tick"))
        || owner.equals("java.lang.System") && name.equals("currentTimeMillis")
        || owner.equals("java.util.Date") && name.equals("<init>") && noArguments;
  }

  private static boolean takesClock(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getRawParameterTypes().stream().anyMatch(type -> type.getName().equals("java.time.Clock"));
  }

  private static DescribedPredicate<JavaClass> named(Set<String> names) {
    return describe("one of " + names, one -> names.contains(outermost(one.getBaseComponentType())));
  }

  private static String outermost(JavaClass one) {
    return one.getName().replaceAll("\\$.*", "");
  }

  private static String tree(String name) {
    return ROOT + "." + name + "..";
  }
}
