package io.afos.api;

import io.afos.api.security.ApiKeyGenerator;
import io.afos.api.security.KeyCommand;
import io.afos.api.security.RequiredApiKeys;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the API. */
@SpringBootApplication
public class ApiService {

    public static void main(String[] args) {
        // So that neither the libraries nor we write numbers and letters as the machine's language would.
        Locale.setDefault(Locale.ROOT);
        ApiKeyGenerator.run(List.of(args), System.out, System.err)
                .or(() -> KeyCommand.run(List.of(args), System.out, System.err))
                .ifPresentOrElse(System::exit, () -> startService(args));
    }

    private static void startService(String[] args) {
        SpringApplication application = new SpringApplication(ApiService.class);
        application.addInitializers(new RequiredApiKeys());
        try {
            application.run(args);
        } catch (RuntimeException | Error told) {
            FailedStart.end();
        }
    }
}
