package io.reactortoken.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** There is nothing to judge, and nothing to write, unless the tests of every module have run. */
final class WholeRun implements ExecutionCondition {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** {@return the reports of the modules beside this one} */
    static List<TestReports> reports() throws IOException {
        return TestReports.below(ROOT).stream()
                .filter(module -> !module.module().endsWith("conformance"))
                .toList();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> missing = new ArrayList<>();
        try {
            for (TestReports module : reports()) {
                if (!module.isOfNow()) {
                    missing.add(module.module().getFileName().toString());
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all modules have run");
        }
        String reason = "nothing is checked: no test reports of now in " + String.join(", ", missing)
                + "; run mvn verify over all modules";
        System.out.println("conformance: " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }
}
