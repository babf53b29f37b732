package dev.signalbox.sandbox.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RichTest {

  @ParameterizedTest
  @CsvSource(delimiterString = "→", textBlock = """
      *down* for _long_ → <b>down</b> for <i>long</i>
      a*b*c 2*3 → a*b*c 2*3
      &lt;b&gt; &amp;amp; → &lt;b&gt; &amp;amp;
      <https://x.io/?a=1&amp;b=2|see> → <a rel="noopener noreferrer nofollow" href="https://x.io/?a=1&amp;b=2">see</a>
      <javascript:alert(1)|click> → click
      <@U1> and <!here> → <span class="mention">@U1</span> and <span class="mention">@here</span>
      a < b "c" → a &lt; b &quot;c&quot;
      """)
  void mrkdwn_is_drawn_and_nothing_gets_through(String mrkdwn, String html) {
    assertThat(Rich.mrkdwn(mrkdwn)).isEqualTo(html);
  }

  @Test
  void a_document_is_drawn_and_its_text_is_escaped() throws Exception {
    String document =
        """
        {"type":"doc","version":1,"content":[{"type":"bulletList","content":[{"type":"listItem","content":[{"type":"paragraph","content":[
          {"type":"text","text":"<script>","marks":[{"type":"strong"},{"type":"link","attrs":{"href":"javascript:x"}}]}]}]}]}]}
        """;
    assertThat(Rich.jira(new ObjectMapper().readTree(document))).isEqualTo("<ul><li><p><b>&lt;script&gt;</b></p></li></ul>");
  }
}
