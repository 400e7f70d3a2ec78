package io.keel.im.examples.role;

import picocli.CommandLine.Option;

/** Where the engines are. */
public final class EngineOptions {

    @Option(
            names = "--mysql",
            paramLabel = "URL",
            defaultValue = "${env:IM_MYSQL_URL:-}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "MySQL's or MariaDB's JDBC URL; IM_MYSQL_URL when unset.")
    private String mysql = "";

    @Option(
            names = "--redis",
            paramLabel = "URL",
            defaultValue = "${env:IM_REDIS_URL:-}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Redis's URL; IM_REDIS_URL when unset.")
    private String redis = "";

    @Option(
            names = "--etcd",
            paramLabel = "URLS",
            defaultValue = "${env:IM_ETCD_ENDPOINTS:-}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "etcd's client URLs; IM_ETCD_ENDPOINTS when unset.")
    private String etcd = "";

    @Option(
            names = "--kafka",
            paramLabel = "ADDRESSES",
            defaultValue = "${env:IM_KAFKA_BOOTSTRAP:-}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Kafka's brokers; IM_KAFKA_BOOTSTRAP when unset.")
    private String kafka = "";

    /** The addresses, as far as they are given. */
    public EngineAddresses addresses() {
        return new EngineAddresses(mysql, redis, etcd, kafka);
    }
}
