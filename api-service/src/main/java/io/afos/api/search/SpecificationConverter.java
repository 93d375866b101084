package io.afos.api.search;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import tools.jackson.databind.json.JsonMapper;

/** Specifications as JSON in the database. */
@Converter
class SpecificationConverter implements AttributeConverter<SearchSpecification, String> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public String convertToDatabaseColumn(SearchSpecification specification) {
        return JSON.writeValueAsString(specification);
    }

    @Override
    public SearchSpecification convertToEntityAttribute(String json) {
        return JSON.readValue(json, SearchSpecification.class);
    }
}
