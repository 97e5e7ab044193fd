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

/** Skips a class, and says so once, where no Chromium is installed. */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsBrowser.Condition.class)
public @interface NeedsBrowser {

    final class Condition implements ExecutionCondition {
        private static final AtomicBoolean SAID = new AtomicBoolean();

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Chromium.installed().isPresent()) {
                return ConditionEvaluationResult.enabled("Chromium is installed");
            }
            if (SAID.compareAndSet(false, true)) {
                System.getLogger("runnel.tests")
                        .log(System.Logger.Level.WARNING, "No Chromium is installed: the browser tests are skipped.");
            }
            return ConditionEvaluationResult.disabled("no Chromium is installed");
        }
    }
}
