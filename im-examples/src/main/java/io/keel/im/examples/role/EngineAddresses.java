package io.keel.im.examples.role;

import io.keel.im.examples.UsageException;

/**
 * Where the engines are; each is empty where it is not known.
 *
 * @param mysql a JDBC URL
 * @param redis a {@code redis://} URL
 * @param etcd client URLs, with commas between them
 * @param kafka brokers, {@code host:port} with commas between them
 */
public record EngineAddresses(String mysql, String redis, String etcd, String kafka) {

    @Override
    public String mysql() {
        return present(mysql, "--mysql", "IM_MYSQL_URL");
    }

    @Override
    public String redis() {
        return present(redis, "--redis", "IM_REDIS_URL");
    }

    @Override
    public String etcd() {
        return present(etcd, "--etcd", "IM_ETCD_ENDPOINTS");
    }

    @Override
    public String kafka() {
        return present(kafka, "--kafka", "IM_KAFKA_BOOTSTRAP");
    }

    private static String present(String address, String option, String variable) {
        if (address.isBlank()) {
            throw new UsageException(option + ": missing (or set " + variable + ")");
        }
        return address;
    }

    /** Tells no password. */
    @Override
    public String toString() {
        return "EngineAddresses";
    }
}
