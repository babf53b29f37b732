package dev.signalbox.escalation;

/**
 * The plan as it is at this moment in a running hub: the files, the calendars kept elsewhere, the overrides made by hand.
 * Everybody who wants to know who is on call asks this one, so that page, API, feed, ticket and escalation never differ.
 */
@FunctionalInterface
public interface CurrentPlan {

  /**
   * A snapshot: answers drawn from one agree with each other. Overrides that anybody made before the call are in it, on
   * whichever replica. Costs one small query of the store.
   */
  OnCallPlan now();
}
