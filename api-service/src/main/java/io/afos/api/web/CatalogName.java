package io.afos.api.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name of something in the catalog, which need not exist. */
@Pattern(regexp = "(folder:)?[a-z0-9-]{1,64}|external:[a-z0-9-]{1,64}@[A-Za-z0-9._-]{1,64}")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface CatalogName {

    String message() default
            "must be 1 to 64 lower-case letters, digits or hyphens, or external:NETWORK@VERSION for an external network";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
