package dev.signalbox.escalation;

import java.time.Instant;
import java.util.SortedSet;

/**
 * A level entered.
 *
 * @param level from 1; in a repetition it begins at 1 again
 * @param round 0 for the first climb, then the number of the repetition
 * @param enteredAt when; several steps may be entered at one instant
 * @param participants who was on call at that instant, never nobody
 */
public record Step(int level, int round, Instant enteredAt, SortedSet<String> participants) {}
