package io.afos.api.job;

import jakarta.persistence.AttributeConverter;
import tools.jackson.databind.json.JsonMapper;

/** Stores a job's specification as JSON in the database. */
public abstract class JsonConverter<T> implements AttributeConverter<T, String> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Class<T> type;

    protected JsonConverter(Class<T> type) {
        this.type = type;
    }

    @Override
    public String convertToDatabaseColumn(T value) {
        return JSON.writeValueAsString(value);
    }

    @Override
    public T convertToEntityAttribute(String json) {
        return JSON.readValue(json, type);
    }
}
