package dev.signalbox.chart;

/**
 * A PNG, {@value #WIDTH} pixels wide: twice what a phone shows, and still legible there at half its size. Equal numbers
 * make equal bytes on one machine; on another its fonts decide.
 *
 * @param alt what the picture says, for those who do not see it
 * @param height in pixels
 * @param lettered false if this machine has no font: then the picture has lines but no words, and {@code alt} has to be
 *     shown beside it
 */
public record Picture(byte[] png, String alt, int height, boolean lettered) {

  public static final int WIDTH = 720;

  /** Without the bytes. */
  @Override
  public String toString() {
    return "Picture[%s, %dx%d, %d bytes]".formatted(alt, WIDTH, height, png.length);
  }
}
