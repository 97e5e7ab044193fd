package dev.runnel.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a class or a test, and says so once, where npm cannot be had. */
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsNpm.Condition.class)
public @interface NeedsNpm {

    final class Condition implements ExecutionCondition {
        private static final AtomicBoolean SAID = new AtomicBoolean();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (FrontEnds.installed()) {
                return ConditionEvaluationResult.enabled("the packages are installed");
            }
            if (SAID.compareAndSet(false, true)) {
                System.getLogger("runnel.tests")
                        .log(
                                System.Logger.Level.WARNING,
                                "npm cannot be had: the tests with public clients are skipped.");
            }
            return ConditionEvaluationResult.disabled("npm cannot be had");
        }
    }
}
