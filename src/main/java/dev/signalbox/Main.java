package dev.signalbox;

import dev.signalbox.cli.Cli;

/**
 * Where the program begins: with a command as its first argument it is the command line tool, else the hub. Names no type of
 * Spring, because a command would wait for it to be loaded.
 */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    if (args.length > 0 && Cli.isCommand(args[0])) {
      System.exit(Cli.run(args));
    }
    Signalbox.main(args);
  }
}
