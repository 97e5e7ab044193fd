package dev.runnel.deploy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a class, and says so, where promtool is not installed. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPromtool.Condition.class)
@interface NeedsPromtool {

    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Promtool.installed().isPresent()) {
                return ConditionEvaluationResult.enabled("promtool is installed");
            }
            if (context.getTestMethod().isEmpty()) {
                System.getLogger("runnel.tests")
                        .log(
                                System.Logger.Level.WARNING,
                                "promtool is not installed: what the alerts say is not tested.");
            }
            return ConditionEvaluationResult.disabled("promtool is not installed");
        }
    }
}
