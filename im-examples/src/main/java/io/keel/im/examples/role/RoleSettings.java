package io.keel.im.examples.role;

/**
 * What a role is told.
 *
 * @param name what the process is called
 * @param listen the address to listen on, empty for all
 * @param advertise the host under which others reach it
 * @param port the port of HTTP, 0 for any
 * @param grpcPort the port of gRPC, 0 for any
 * @param engines where the engines are
 * @param secrets what the processes share
 */
record RoleSettings(
        String name,
        String listen,
        String advertise,
        int port,
        int grpcPort,
        EngineAddresses engines,
        Secrets secrets) {}
