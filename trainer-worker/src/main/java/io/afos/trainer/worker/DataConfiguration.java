package io.afos.trainer.worker;

import io.afos.trainer.data.DataSettings;
import io.afos.trainer.data.prepared.Datasets;
import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What has to do with data sets alone, and needs no broker. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerSettings.class)
public class DataConfiguration {

    @Bean
    DataSettings dataSettings(WorkerSettings settings) {
        return new DataSettings(
                Path.of(settings.dataDirectory()),
                settings.downloads(),
                settings.maxDatasetSize().toBytes(),
                settings.residentSize().toBytes(),
                settings.otherContent());
    }

    @Bean
    Datasets datasets(DataSettings settings) {
        return new Datasets(settings);
    }
}
