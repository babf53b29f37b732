/**
 * The daily report: facts in, an account for people out. Start at {@link dev.signalbox.report.DailyReports}; {@link
 * dev.signalbox.report.ReportTime} says when, {@link dev.signalbox.report.Account} what, {@link
 * dev.signalbox.report.ReportHtml} and its neighbours how it looks. No clock, no database, no Camel here.
 */
@NullMarked
package dev.signalbox.report;

import org.jspecify.annotations.NullMarked;
