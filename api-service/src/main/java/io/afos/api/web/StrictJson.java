package io.afos.api.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/**
 * What is JSON here: a field is there once, and a number is one that JSON can hold. Where a result is infinite or undefined,
 * {@code null} is told.
 */
@Configuration(proxyBeanMethods = false)
class StrictJson {

    @Bean
    JsonMapperBuilderCustomizer strictly() {
        SimpleModule finiteNumbers = new SimpleModule("finite numbers")
                .addSerializer(Double.class, new FiniteOrNull())
                .addSerializer(double.class, new FiniteOrNull())
                .setDeserializerModifier(new OnlyFinite());
        return mapper ->
                mapper.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).addModule(finiteNumbers);
    }

    private static final class FiniteOrNull extends StdScalarSerializer<Double> {

        private FiniteOrNull() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializationContext context) {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }

    /** The library takes 1e999 and, in quotes, the names of what is no number. */
    private static final class OnlyFinite extends ValueDeserializerModifier {

        private static final long serialVersionUID = 1;

        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier type, ValueDeserializer<?> reader) {
            Class<?> read = type.getBeanClass();
            return read == Double.class || read == double.class ? new FiniteReader(reader) : reader;
        }
    }

    private static final class FiniteReader extends DelegatingDeserializer {

        private FiniteReader(ValueDeserializer<?> reader) {
            super(reader);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> reader) {
            return new FiniteReader(reader);
        }

        @Override
        public @Nullable Object deserialize(JsonParser json, DeserializationContext context) {
            Object value = super.deserialize(json, context);
            if (value instanceof Double number && !Double.isFinite(number)) {
                throw DatabindException.from(json, "must be a finite number, no larger than 1.7e308");
            }
            return value;
        }
    }
}
