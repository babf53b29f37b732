package dev.signalbox.web.console.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LooksTest {

  private static final List<String> TEAM = List.of("anna", "ben", "cleo", "dmitri", "esra", "farid", "grace", "hugo");

  private static List<String> looks(List<String> people, List<String> of) {
    Looks looks = new Looks(people);
    return of.stream().map(looks::of).toList();
  }

  @Test
  void eight_people_have_eight_hues() {
    assertThat(looks(TEAM, TEAM)).doesNotHaveDuplicates().allMatch(look -> look.matches("hue-[0-7]"));
  }

  @Test
  void somebody_who_joins_changes_nobody_elses_look() {
    List<String> joined = Stream.concat(TEAM.stream(), Stream.of("ines", "jan")).toList();

    assertThat(looks(joined, TEAM)).isEqualTo(looks(TEAM, TEAM));
    assertThat(looks(joined, joined)).doesNotHaveDuplicates();
  }

  @Test
  void twenty_four_people_look_different_and_more_still_look_like_something() {
    List<String> crowd = new ArrayList<>(IntStream.range(0, 30).mapToObj(i -> "person-" + i).toList());

    assertThat(looks(crowd, crowd.subList(0, 24))).doesNotHaveDuplicates();
    assertThat(looks(crowd, crowd)).allMatch(look -> look.matches("hue-[0-7]( texture-[12])?"));
  }

  @Test
  void a_name_of_a_foreign_calendar_always_looks_the_same() {
    assertThat(new Looks(TEAM).of("<Zoë>")).isEqualTo(new Looks(List.of()).of("<Zoë>"))
        .matches("hue-[0-7]( texture-[12])?");
  }
}
