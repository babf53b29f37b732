package dev.signalbox.launch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the packaged jar and of the jars in it, for programs that end soon: a jar is opened when those before it
 * do not have what is asked for, those first that commands use. Spring Boot's own loader, which the hub has time for, opens all
 * of them for the first class of a library, and that takes longer than most commands.
 */
public final class NestedClasses extends ClassLoader {

  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String LIBRARIES = "BOOT-INF/lib/";
  /** What commands use is looked into first. Another library is found as well, after all of these. */
  private static final List<String> USUAL = List.of(
      "picocli-", "jackson-core-", "jackson-databind-", "jackson-annotations-", "jackson-dataformat-yaml-", "snakeyaml-",
      "jackson-jq-", "freemarker-", "camel-catalog-", "camel-core-catalog-", "camel-tooling-model-", "camel-util-", "camel-api-",
      "camel-yaml-dsl-4", "slf4j-api-", "logback-", "jspecify-");

  static {
    registerAsParallelCapable();
  }

  private final NestedJar jar;
  private final Manifest manifest;
  private final List<String> libraries;
  private final List<NestedJar> opened = new ArrayList<>();

  private NestedClasses(NestedJar jar) throws IOException {
    super(ClassLoader.getPlatformClassLoader());
    this.jar = jar;
    libraries = jar.names().stream()
        .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
        .sorted(Comparator.comparingInt(NestedClasses::rank).thenComparing(Comparator.naturalOrder()))
        .toList();
    byte[] text = jar.read("META-INF/MANIFEST.MF");
    manifest = text == null ? new Manifest() : new Manifest(new ByteArrayInputStream(text));
  }

  /** @param file the jar, which must not change while its classes are used */
  public static ClassLoader of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new NestedClasses(new NestedJar(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())));
    }
  }

  private static int rank(String library) {
    String name = library.substring(LIBRARIES.length());
    int rank = 0;
    while (rank < USUAL.size() && !name.startsWith(USUAL.get(rank))) {
      rank++;
    }
    return rank;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] code = read(name.replace('.', '/') + ".class");
    if (code == null) {
      throw new ClassNotFoundException(name);
    }
    String parent = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    if (getDefinedPackage(parent) == null) {
      define(parent);
    }
    return defineClass(name, code, 0, code.length);
  }

  private void define(String name) {
    Attributes about = manifest.getMainAttributes();
    try {
      definePackage(name, null, null, null, about.getValue(Attributes.Name.IMPLEMENTATION_TITLE),
          about.getValue(Attributes.Name.IMPLEMENTATION_VERSION), null, null);
    } catch (IllegalArgumentException another) {
      // a thread that was faster has defined it
    }
  }

  private byte @Nullable [] read(String name) {
    byte[] own = jar.read(CLASSES + name);
    NestedJar library = own == null ? having(name) : null;
    return library == null ? own : library.read(name);
  }

  private synchronized @Nullable NestedJar having(String name) {
    for (int i = 0; i < libraries.size(); i++) {
      if (library(i).has(name)) {
        return library(i);
      }
    }
    return null;
  }

  private NestedJar library(int i) {
    if (i == opened.size()) {
      opened.add(jar.nested(libraries.get(i)));
    }
    return opened.get(i);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] content = read(name);
    return content == null ? getPlatformClassLoader().getResourceAsStream(name) : new ByteArrayInputStream(content);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    byte[] content = read(name);
    return content == null ? null : url(name, content);
  }

  @Override
  protected synchronized Enumeration<URL> findResources(String name) {
    List<URL> found = new ArrayList<>();
    byte[] own = jar.read(CLASSES + name);
    if (own != null) {
      found.add(url(name, own));
    }
    for (int i = 0; i < libraries.size(); i++) {
      byte[] content = library(i).read(name);
      if (content != null) {
        found.add(url(name, content));
      }
    }
    return Collections.enumeration(found);
  }

  private static URL url(String name, byte[] content) {
    try {
      return new URL("nested", null, -1, "/" + name, new Content(content));
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What an address stands for. */
  private static final class Content extends URLStreamHandler {
    private final byte[] content;

    Content(byte[] content) {
      this.content = content;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          connected = true;
        }

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(content);
        }
      };
    }
  }
}
