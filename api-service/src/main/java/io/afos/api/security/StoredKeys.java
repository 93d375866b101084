package io.afos.api.security;

import io.afos.api.problem.Conflict;
import io.afos.api.problem.NotFound;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import static java.util.stream.Collectors.toUnmodifiableMap;

/**
 * Keys that were added while the service runs. They are held in memory, and every process reads them again within
 * {@value #SECONDS} seconds of a change; while the database is away, those last read apply.
 */
@Component
@Profile("!standalone")
public class StoredKeys {

    static final int SECONDS = 5;

    private static final Logger log = LoggerFactory.getLogger(StoredKeys.class);

    private final JdbcClient jdbc;
    private final SecurityProperties properties;
    private volatile @Nullable Map<String, ApiKey> byHash;

    StoredKeys(JdbcClient jdbc, SecurityProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    Optional<ApiKey> find(String presented) {
        if (byHash == null) {
            read();
        }
        Map<String, ApiKey> known = byHash;
        return known == null
                ? Optional.empty()
                : Optional.ofNullable(known.get(HexFormat.of().formatHex(ApiKeys.sha256(presented))));
    }

    @Scheduled(fixedDelayString = SECONDS + "s")
    void read() {
        try {
            byHash =
                    jdbc
                            .sql("select name, role, sha256 from api_key where revoked_at is null")
                            .query(ApiKey.class)
                            .list()
                            .stream()
                            .filter(key -> !isConfigured(key.name()))
                            .collect(toUnmodifiableMap(ApiKey::sha256, key -> key));
        } catch (DataAccessException | TransactionException e) {
            log.warn("added and revoked API keys are noticed later: {}", e.getMessage());
        }
    }

    /** All keys ever added, by name. */
    public List<KeyView> list() {
        return jdbc.sql("select name, role, created_at, created_by, revoked_at, revoked_by from api_key order by name")
                .query(KeyView.class)
                .list();
    }

    /**
     * Adds a key.
     *
     * @return the key, which is not stored and cannot be read again
     * @throws Conflict if a key had this name at any time
     */
    public String add(String name, Role role, String by) {
        if (isConfigured(name)) {
            throw new Conflict("an API key of the settings has the name " + name + ": choose another name");
        }
        String key = ApiKeyGenerator.newKey();
        var entry = new ApiKey(name, role, HexFormat.of().formatHex(ApiKeys.sha256(key)));
        try {
            jdbc.sql("insert into api_key (name, role, sha256, created_by) values (:name, :role, :hash, :by)")
                    .param("name", entry.name())
                    .param("role", role.name())
                    .param("hash", entry.sha256())
                    .param("by", by)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new Conflict("an API key had the name " + name + " before: choose another name");
        }
        log.info("key {}: added key {} with role {}", by, name, role);
        read();
        return key;
    }

    /** Names tell who did what, so two keys do not share one. */
    private boolean isConfigured(String name) {
        return properties.apiKeys().stream().anyMatch(key -> key.name().equals(name));
    }

    /** @throws NotFound if there is no such key that can be revoked */
    public void revoke(String name, String by) {
        int revoked = jdbc.sql("update api_key set revoked_at = now(), revoked_by = :by"
                        + " where name = :name and revoked_at is null")
                .param("name", name)
                .param("by", by)
                .update();
        if (revoked == 0) {
            throw new NotFound("there is no valid API key " + name
                    + " that was added while the service ran; those in its settings are removed there");
        }
        log.info("key {}: revoked key {}", by, name);
        read();
    }
}
