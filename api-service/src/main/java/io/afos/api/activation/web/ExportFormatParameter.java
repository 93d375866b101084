package io.afos.api.activation.web;

import io.afos.api.activation.ExportFormat;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes the parameter that names an {@link ExportFormat}. */
@Parameter(schema = @Schema(allowableValues = {"pytorch", "keras", "jax", "djl", "latex", "formula", "onnx"}))
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@interface ExportFormatParameter {}
