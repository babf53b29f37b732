package dev.signalbox;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Signalbox {
  public static void main(String[] args) {}
}
