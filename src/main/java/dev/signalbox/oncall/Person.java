package dev.signalbox.oncall;

import org.jspecify.annotations.Nullable;

public record Person(
    String name,
    @Nullable String fullName,
    @Nullable String mail,
    @Nullable String slackId,
    @Nullable String jiraAccountId,
    @Nullable String jiraName,
    @Nullable String serviceNowUser,
    @Nullable String pagerDutyRoutingKey) {}
