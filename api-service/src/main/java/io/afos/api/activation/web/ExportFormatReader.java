package io.afos.api.activation.web;

import io.afos.api.activation.ExportFormat;
import java.util.stream.Stream;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** Reads the parameter that names an {@link ExportFormat}. */
@Component
class ExportFormatReader implements Converter<String, ExportFormat> {

    @Override
    public ExportFormat convert(String name) {
        return Stream.of(ExportFormat.values())
                .filter(format -> format.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no export format: " + name));
    }
}
