package dev.signalbox.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.incident.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowConvertersTest {

  /** As PostgreSQL's driver answers {@code -infinity} and {@code infinity}. */
  private static final Timestamp NEVER_BEGAN = new Timestamp(-9223372036832400000L);
  private static final Timestamp NEVER_ENDS = new Timestamp(9223372036825200000L);

  @Test
  void a_number_too_long_for_a_measurement_is_text() {
    String digits = "9".repeat(1001);
    assertThat(plain(new BigDecimal(digits))).isEqualTo(digits);
    assertThat(plain(new BigInteger(digits))).isEqualTo(digits);
    assertThat(plain(new BigDecimal("1e400"))).as("infinite as a double").isEqualTo("1E+400");
    assertThat(plain(new BigDecimal("1e-400"))).isEqualTo("1E-400");
    assertThat(plain(new BigInteger("9".repeat(100)))).isInstanceOf(BigInteger.class);
    assertThat(plain(new BigDecimal("0.000"))).isEqualTo(new BigDecimal("0.000"));
  }

  @Test
  void infinity_is_no_instant() {
    assertThat(plain(NEVER_BEGAN)).isEqualTo("-infinity");
    assertThat(plain(NEVER_ENDS)).isEqualTo("infinity");
    assertThat(plain(Timestamp.from(Instant.EPOCH))).isEqualTo(Instant.EPOCH);
  }

  @Test
  void nul_is_told_from_nothing_but_not_kept() {
    assertThat(plain("a\0b")).isEqualTo("a\uFFFDb");
    assertThat(RowConverters.excerpt(RowConverters.row(Map.of("name", "a\0b")))).isEqualTo("name = a\uFFFDb\n");
  }

  private static Object plain(Object value) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("value", value);
    Row row = RowConverters.row(columns);
    return row.get("value").orElseThrow();
  }
}
