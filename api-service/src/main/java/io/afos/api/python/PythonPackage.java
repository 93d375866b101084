package io.afos.api.python;

import java.io.IOException;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Packs the Python sources that were built into this service. */
@Configuration(proxyBeanMethods = false)
class PythonPackage {

    @Bean
    Wheel wheel(@Value("${afos.version}") String version) throws IOException {
        var sources = new TreeMap<String, byte[]>();
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath:python/afos/*.*")) {
            sources.put("afos/" + file.getFilename(), file.getContentAsByteArray());
        }
        return new Wheel(version, sources);
    }
}
