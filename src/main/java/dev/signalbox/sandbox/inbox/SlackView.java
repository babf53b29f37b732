package dev.signalbox.sandbox.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signalbox.sandbox.SlackPost;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as Slack draws it.
 *
 * @param bars coloured attachments
 * @param replies oldest first
 */
record SlackView(
    String channel, Instant at, @Nullable Instant edited, boolean webhook, List<Block> blocks, List<Bar> bars, List<SlackView> replies) {

  /**
   * @param type {@code header}, {@code text}, {@code fields}, {@code context}, {@code actions}, {@code divider}, {@code image} (address and words) or {@code other}
   * @param parts HTML, made of escaped text
   */
  record Block(String type, List<String> parts, List<Button> buttons) {
    static Block of(String type, String... parts) {
      return new Block(type, List.of(parts), List.of());
    }
  }

  /** @param style {@code primary}, {@code danger} or empty */
  record Button(String text, String style) {}

  record Bar(String colour, List<Block> blocks) {}

  /** Messages with their threads, newest first. */
  static List<SlackView> threads(List<SlackPost> newestFirst, int most) {
    return newestFirst.stream()
        .filter(post -> post.threadTs() == null)
        .limit(most)
        .map(post -> of(post, replies(newestFirst, post)))
        .toList();
  }

  private static List<SlackView> replies(List<SlackPost> all, SlackPost root) {
    List<SlackView> replies = new ArrayList<>(all.stream()
        .filter(post -> root.ts().equals(post.threadTs()) && root.channel().equals(post.channel()))
        .map(post -> of(post, List.of()))
        .toList());
    Collections.reverse(replies);
    return replies;
  }

  private static SlackView of(SlackPost post, List<SlackView> replies) {
    List<Block> blocks = blocks(post.content().path("blocks"));
    if (blocks.isEmpty()) {
      blocks = List.of(Block.of("text", Rich.mrkdwn(post.content().path("text").asText())));
    }
    List<Bar> bars = new ArrayList<>();
    for (JsonNode attachment : post.content().path("attachments")) {
      List<Block> inside = blocks(attachment.path("blocks"));
      bars.add(new Bar(colour(attachment.path("color").asText()),
          inside.isEmpty() ? List.of(Block.of("text", Rich.mrkdwn(attachment.path("text").asText()))) : inside));
    }
    return new SlackView(post.channelName(), post.at(), post.edited(), post.webhook(), blocks, bars, replies);
  }

  /** No style attributes on the page, so colours have names. */
  private static String colour(String colour) {
    return switch (colour) {
      case "good" -> "good";
      case "warning" -> "warning";
      case "danger" -> "danger";
      default -> "info";
    };
  }

  private static List<Block> blocks(JsonNode blocks) {
    List<Block> views = new ArrayList<>();
    for (JsonNode block : blocks) {
      switch (block.path("type").asText()) {
        case "header" -> views.add(Block.of("header", text(block.path("text"))));
        case "section" -> {
          if (block.has("text")) {
            views.add(Block.of("text", text(block.path("text"))));
          }
          if (block.has("fields")) {
            views.add(new Block("fields", texts(block.path("fields")), List.of()));
          }
        }
        case "context" -> views.add(new Block("context", texts(block.path("elements")), List.of()));
        case "actions" -> views.add(new Block("actions", List.of(), buttons(block.path("elements"))));
        case "image" -> views.add(block.has("slack_file")
            ? Block.of("image", "/sandbox/slack/files/" + block.at("/slack_file/id").asText(), block.path("alt_text").asText())
            : Block.of("other", "image"));
        case "divider" -> views.add(Block.of("divider"));
        default -> views.add(Block.of("other", Rich.escape(block.path("type").asText())));
      }
    }
    return views;
  }

  private static List<String> texts(JsonNode nodes) {
    List<String> texts = new ArrayList<>();
    nodes.forEach(node -> texts.add(text(node)));
    return texts;
  }

  private static String text(JsonNode text) {
    String value = text.path("text").asText();
    return text.path("type").asText().equals("mrkdwn") ? Rich.mrkdwn(value) : Rich.plain(value);
  }

  private static List<Button> buttons(JsonNode elements) {
    List<Button> buttons = new ArrayList<>();
    elements.forEach(element -> buttons.add(new Button(element.at("/text/text").asText("…"), element.path("style").asText(""))));
    return buttons;
  }
}
