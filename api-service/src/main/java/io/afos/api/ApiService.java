package io.afos.api;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the API. */
@SpringBootApplication
public class ApiService {

    public static void main(String[] args) {
        SpringApplication.run(ApiService.class, args);
    }
}
