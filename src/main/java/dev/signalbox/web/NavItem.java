package dev.signalbox.web;

/** One entry of the console's navigation. Every bean of this type appears, in the order of {@code @Order}. */
public interface NavItem {

  /** What it is called, for example {@code Sandbox inbox}. */
  String label();

  /** Where it leads, for example {@code /sandbox}; pages below that path mark the entry as the current one. */
  String path();

  static NavItem of(String label, String path) {
    return new Entry(label, path);
  }

  /** The plain form, see {@link #of}. */
  record Entry(String label, String path) implements NavItem {}
}
