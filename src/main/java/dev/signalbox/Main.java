package dev.signalbox;

import dev.signalbox.launch.NestedClasses;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the program begins: with a command as its first argument it is the command line tool, else the hub. Names no type of
 * Spring, because a command would wait for it to be loaded.
 */
public final class Main {

  /** Not the class itself, which another loader than that of this class is to load. */
  private static final String CLI = "dev.signalbox.cli.Cli";

  private Main() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && maybe(args[0])) {
      Path jar = Path.of(System.getProperty("java.class.path"));
      boolean packaged = Main.class.getClassLoader() != ClassLoader.getSystemClassLoader() && Files.isRegularFile(jar);
      run(packaged ? NestedClasses.of(jar) : Main.class.getClassLoader(), args);
    }
    Signalbox.main(args);
  }

  /** A setting of the hub looks like {@code --name=value}. */
  private static boolean maybe(String argument) {
    return !argument.startsWith("-") || !argument.contains("=");
  }

  /** Ends the program if it is a command. */
  private static void run(ClassLoader classes, String[] args) throws ReflectiveOperationException {
    Class<?> cli = classes.loadClass(CLI);
    if ((boolean) cli.getMethod("isCommand", String.class).invoke(null, args[0])) {
      Thread.currentThread().setContextClassLoader(classes);
      System.exit((int) cli.getMethod("run", String[].class).invoke(null, (Object) args));
    }
  }
}
