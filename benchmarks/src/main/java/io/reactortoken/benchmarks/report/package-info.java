/** One table, one JSON file and a few plots from one run. */
@NullMarked
package io.reactortoken.benchmarks.report;

import org.jspecify.annotations.NullMarked;
