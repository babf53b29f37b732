/**
 * The JSON API under {@code /api}: one class per resource, thin; start with {@link dev.signalbox.web.api.IncidentsApi}.
 * Names of fields and paths are a contract with scripts: add, never rename. Every refusal is
 * {@code {"error": "one sentence"}}, see {@link dev.signalbox.web.api.ProblemAnswers}.
 */
@NullMarked
package dev.signalbox.web.api;

import org.jspecify.annotations.NullMarked;
