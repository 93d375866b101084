package io.afos.trainer.worker;

import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.prepared.Datasets;
import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans for data sets, which need no broker. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerProperties.class)
public class DataConfiguration {

    @Bean
    DataProperties dataProperties(WorkerProperties properties) {
        return new DataProperties(
                Path.of(properties.dataDirectory()),
                properties.downloads(),
                properties.maxDatasetSize().toBytes(),
                properties.residentSize().toBytes(),
                properties.otherContent());
    }

    @Bean
    Datasets datasets(DataProperties properties) {
        return new Datasets(properties);
    }
}
