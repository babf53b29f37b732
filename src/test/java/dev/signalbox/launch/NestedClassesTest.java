package dev.signalbox.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestedClassesTest {

  private static final String MANIFEST = "Manifest-Version: 1.0\nImplementation-Version: 7.1\n\n";

  @TempDir private Path folder;
  private Path file;

  /** What is loaded twice. */
  public static final class Stowaway {}

  @BeforeEach
  void pack() throws IOException {
    file = folder.resolve("outer.jar");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(jar(Map.of(
          "META-INF/MANIFEST.MF", bytes(MANIFEST),
          "BOOT-INF/classes/own.txt", bytes("own"),
          "BOOT-INF/classes/both.txt", bytes("of the program"),
          "BOOT-INF/lib/a-1.jar", jar(Map.of("deep/", new byte[0], "deep/a.txt", bytes("a".repeat(9000)), "both.txt", bytes("of a"))),
          "BOOT-INF/lib/picocli-1.jar", jar(Map.of(path(Stowaway.class), code(Stowaway.class), "both.txt", bytes("of picocli"))))));
    }
  }

  @Test
  void classes_of_a_library_are_its_own_and_carry_the_version_of_the_jar() throws Exception {
    Class<?> loaded = NestedClasses.of(file).loadClass(Stowaway.class.getName());

    assertThat(loaded).isNotSameAs(Stowaway.class);
    assertThat(loaded.getPackage().getImplementationVersion()).isEqualTo("7.1");
    assertThatThrownBy(() -> NestedClasses.of(file).loadClass("groovy.lang.Closure")).isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void files_are_found_in_the_program_first_then_in_what_commands_use_then_anywhere() throws IOException {
    ClassLoader classes = NestedClasses.of(file);

    assertThat(text(classes.getResourceAsStream("own.txt"))).isEqualTo("own");
    assertThat(text(classes.getResourceAsStream("deep/a.txt"))).hasSize(9000);
    assertThat(text(classes.getResource("both.txt").openStream())).isEqualTo("of the program");
    assertThat(Collections.list(classes.getResources("both.txt"))).extracting(NestedClassesTest::text)
        .containsExactly("of the program", "of picocli", "of a");
    assertThat(classes.getResourceAsStream("deep/none.txt")).isNull();
    assertThat(classes.getResource("deep/")).isNull();
  }

  @Test
  void what_is_no_jar_is_refused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jar"), "nothing of the kind, and long enough to be one");

    assertThatThrownBy(() -> NestedClasses.of(text)).hasMessage("not a jar");
  }

  private static String text(URL url) {
    try {
      return text(url.openStream());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String path(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  private static byte[] code(Class<?> type) throws IOException {
    try (InputStream in = type.getClassLoader().getResourceAsStream(path(type))) {
      return in.readAllBytes();
    }
  }

  /** Jars in it are stored, as Spring Boot does it; the rest is compressed. */
  private static byte[] jar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        if (file.getKey().endsWith(".jar")) {
          CRC32 sum = new CRC32();
          sum.update(file.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(file.getValue().length);
          entry.setCrc(sum.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
