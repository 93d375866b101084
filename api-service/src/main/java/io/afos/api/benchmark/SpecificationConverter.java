package io.afos.api.benchmark;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import tools.jackson.databind.json.JsonMapper;

/** Specifications as JSON in the database. */
@Converter
class SpecificationConverter implements AttributeConverter<BenchmarkSpecification, String> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public String convertToDatabaseColumn(BenchmarkSpecification specification) {
        return JSON.writeValueAsString(specification);
    }

    @Override
    public BenchmarkSpecification convertToEntityAttribute(String json) {
        return JSON.readValue(json, BenchmarkSpecification.class);
    }
}
