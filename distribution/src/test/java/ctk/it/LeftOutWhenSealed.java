package ctk.it;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What says nothing of a sealed start, and does not run where all others run against them. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(LeftOutWhenSealed.Condition.class)
@interface LeftOutWhenSealed {

    /** The reason. */
    String value();

    /** Leaves it out, and says so in the output. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            LeftOutWhenSealed mark =
                    context.getElement()
                            .map(element -> element.getAnnotation(LeftOutWhenSealed.class))
                            .orElse(null);
            if (mark == null || !Sealing.IS_ON) {
                return ConditionEvaluationResult.enabled("");
            }
            String test =
                    context.getRequiredTestClass().getSimpleName()
                            + context.getTestMethod().map(m -> "." + m.getName()).orElse("");
            System.out.println("left out: " + test + ": " + mark.value());
            return ConditionEvaluationResult.disabled(mark.value());
        }
    }
}
